// RFC 7636 (PKCE), with the browser's own cryptography.

export const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));

/** 256 bits: a code verifier of 43 characters, a state or a nonce. */
export const randomToken = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** RFC 7636 4.2, S256 */
export const challengeOf = async (verifier: string): Promise<string> =>
  base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
