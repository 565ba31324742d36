// Addresses that come from settings or from a server are followed only if they are web addresses:
// `javascript:` and its like never reach a link or the location.

const parse = (address: string, base?: string): URL | undefined => {
  try {
    return new URL(address, base);
  } catch {
    return undefined;
  }
};

export const webUrl = (address: string | null | undefined, base?: string): string | undefined => {
  const url = address ? parse(address, base) : undefined;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : undefined;
};

/** An address for <img>: a web address, or an image inside the address itself. */
export const imageUrl = (address: string | null | undefined, base?: string): string | undefined =>
  webUrl(address, base) ?? (address && /^data:image\//i.test(address) ? address : undefined);

/** The part of an address to compare before going there. */
export const hostOf = (address: string | null | undefined): string | undefined => {
  const url = address ? parse(address) : undefined;
  return url && (url.host || url.protocol);
};
