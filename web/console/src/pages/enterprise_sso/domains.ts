// E-mail domains of a company, as they are typed and as the server refuses them.

/** `@Acme.com` is meant as `acme.com`; one that is there already is not added. */
export const tidyDomains = (list: string[]): string[] => [
  ...new Set(list.map((text) => text.trim().replace(/^.*@/, '').toLowerCase()).filter(Boolean)),
];

const isDomain = (text: string): boolean => /^[^\s@.]+(\.[^\s@.]+)+$/.test(text);

/** The first that is no domain. */
export const findWrong = (list: string[]): string | undefined => list.find((text) => !isDomain(text));

/** The domains that a refusal names. */
export function refusedDomains(data: unknown): string[] {
  const list = (data as {data?: unknown} | null | undefined)?.data;
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
}
