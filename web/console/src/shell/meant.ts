/** Every word that was typed must be in it. */
export const isMeant = (typed: string, ...texts: string[]): boolean => {
  const text = texts.join(' ').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};
