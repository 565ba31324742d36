// Lists of email addresses that may register or not: `ann@example.com`, `@example.com`, `ann*@*.example.com`.

/** As the server reads an item. */
export function isListItem(item: string): boolean {
  const at = item.lastIndexOf('@');
  if (at < 0 || /[\s,]/.test(item)) return false;
  const domain = item.slice(at + 1);
  return domain.indexOf('.') > 0 && !domain.endsWith('.');
}

export const faultyItems = (items: string[]): string[] => items.filter((item) => !isListItem(item));

/** The lists that hold what the server has refused. */
export function listsWith(
  data: unknown,
  lists: {allowed: string[]; blocked: string[]},
): ('allowed' | 'blocked')[] {
  const items = (data as {items?: unknown} | null | undefined)?.items;
  const refused = Array.isArray(items) ? items.map(String) : [];
  const holders = (['allowed', 'blocked'] as const).filter((name) => lists[name].some((one) => refused.includes(one)));
  return holders.length > 0 ? holders : ['blocked'];
}
