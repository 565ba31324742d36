/** Files without the line break at their end, which a block of code would show as an empty line. */
export const trimmed = <Name extends string>(files: Record<Name, string>): Record<Name, string> =>
  Object.fromEntries(Object.entries<string>(files).map(([name, text]) => [name, text.trim()])) as Record<Name, string>;
