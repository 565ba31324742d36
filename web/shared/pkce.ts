// RFC 7636 (PKCE), with the browser's own cryptography.
import {base64url} from './base64url.ts';

/** 256 bits: a code verifier of 43 characters, a state or a nonce. */
export const randomToken = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** RFC 7636 4.2, S256 */
export const challengeOf = async (verifier: string): Promise<string> =>
  base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
