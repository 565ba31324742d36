// OpenID Connect Core 3.1.3.7: what a client checks before it believes an ID token.
import {fromBase64url} from './base64url.ts';

export type Claims = Record<string, unknown>;

export interface Expectations {
  issuer: string;
  audience: string;
  /** of the request; undefined for a token that a refresh brought */
  nonce: string | undefined;
  keys: readonly (JsonWebKey & {kid?: string})[];
  now: Date;
}

const algorithms: Record<string, {key: RsaHashedImportParams | EcKeyImportParams; use: AlgorithmIdentifier | EcdsaParams}> = {
  ES256: {key: {name: 'ECDSA', namedCurve: 'P-256'}, use: {name: 'ECDSA', hash: 'SHA-256'}},
  ES384: {key: {name: 'ECDSA', namedCurve: 'P-384'}, use: {name: 'ECDSA', hash: 'SHA-384'}},
  RS256: {key: {name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256'}, use: 'RSASSA-PKCS1-v1_5'},
};

const leeway = 60;

const parse = (part: string | undefined): Claims => {
  const value: unknown = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(fromBase64url(part ?? '')));
  if (typeof value !== 'object' || value === null) throw new Error('ID token: not an object');
  return value as Claims;
};

/** Claims for display, of a token that was verified before. */
export const readClaims = (token: string): Claims => parse(token.split('.')[1]);

/** The name of the key that it says to be signed with. */
export const keyOf = (token: string): unknown => parse(token.split('.')[0])['kid'];

export async function verifyIdToken(token: string, expected: Expectations): Promise<Claims> {
  const parts = token.split('.');
  if (parts.length !== 3) throw new Error('ID token: not three parts');
  const header = parse(parts[0]);
  const algorithm = Object.hasOwn(algorithms, String(header['alg'])) ? algorithms[String(header['alg'])] : undefined;
  if (!algorithm) throw new Error(`ID token: algorithm ${String(header['alg'])} is not accepted`);
  const jwk = expected.keys.find((key) => key.kid === header['kid']);
  if (!jwk) throw new Error('ID token: signed with an unknown key');
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm.key, false, ['verify']);
  const signed = new TextEncoder().encode(`${parts[0]}.${parts[1]}`);
  if (!(await crypto.subtle.verify(algorithm.use, key, fromBase64url(parts[2] ?? ''), signed))) {
    throw new Error('ID token: the signature is wrong');
  }
  const claims = parse(parts[1]);
  checkClaims(claims, expected);
  return claims;
}

export function checkClaims(claims: Claims, expected: Omit<Expectations, 'keys'>) {
  const now = expected.now.getTime() / 1000;
  const audiences = Array.isArray(claims['aud']) ? claims['aud'] : [claims['aud']];
  if (claims['iss'] !== expected.issuer) throw new Error('ID token: another issuer');
  if (!audiences.includes(expected.audience)) throw new Error('ID token: meant for another client');
  if (audiences.length > 1 && claims['azp'] !== expected.audience) throw new Error('ID token: meant for another client');
  if (typeof claims['exp'] !== 'number' || claims['exp'] + leeway < now) throw new Error('ID token: expired');
  if (typeof claims['iat'] !== 'number' || claims['iat'] - leeway > now) throw new Error('ID token: from the future');
  if (expected.nonce !== undefined && claims['nonce'] !== expected.nonce) throw new Error('ID token: another nonce');
}
