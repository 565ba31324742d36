import {describe, expect, test} from 'vitest';

import {base64url, fromBase64url} from '../../shared/base64url.ts';
import {accentOf, contrast} from '../../shared/color.ts';
import {type Claims, checkClaims, verifyIdToken} from '../../shared/id_token.ts';
import {challengeOf, randomToken} from '../../shared/pkce.ts';
import {hostOf, imageUrl, webUrl} from '../../shared/url.ts';

describe('accentOf', () => {
  const surfaces = ['#ffffff', '#1b1e22'];
  const colors = ['#6139F6', '#8768F8', '#2f6b5e', '#ffd000', '#ffffff', '#000000', '#f00', '#7f7f7f', '#00ffff'];
  test.each(surfaces.flatMap((surface) => colors.map((color) => [color, surface] as const)))(
    '%s on %s is readable everywhere',
    (color, surface) => {
      const accent = accentOf(color, surface)!;
      expect(contrast(accent.on, accent.fill)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(accent.on, accent.hover)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(accent.text, surface)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test('keeps a colour that is readable as it is', () => {
    expect(accentOf('#6139F6', '#ffffff')).toMatchObject({fill: '#6139f6', text: '#6139f6', on: '#ffffff'});
  });

  test('refuses what is not hexadecimal', () => {
    for (const color of ['red', '', '6139F6', '#12345', 'var(--x)']) expect(accentOf(color, '#fff')).toBeUndefined();
  });
});

describe('web addresses', () => {
  test.each([
    ['https://example.com/a', 'https://example.com/a'],
    ['javascript:alert(1)', undefined],
    [' JavaScript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['vbscript:x', undefined],
    ['file:///etc/passwd', undefined],
    ['nonsense', undefined],
    ['', undefined],
    [null, undefined],
  ])('webUrl(%j)', (address, expected) => {
    expect(webUrl(address)).toBe(expected);
  });

  test('webUrl resolves against a base, imageUrl takes images in the address', () => {
    expect(webUrl('/oidc/auth/1', 'https://id.example/sign-in')).toBe('https://id.example/oidc/auth/1');
    expect(imageUrl('data:image/svg+xml,x')).toBe('data:image/svg+xml,x');
    expect(imageUrl('data:text/html,x')).toBeUndefined();
  });

  test('hostOf shows the host, or the scheme of an application on the device', () => {
    expect(hostOf('https://app.example:8443/cb')).toBe('app.example:8443');
    expect(hostOf('com.example.app:/cb')).toBe('com.example.app:');
    expect(hostOf(undefined)).toBeUndefined();
  });
});

describe('base64url', () => {
  test('comes back, for every byte and every length', () => {
    const bytes = Uint8Array.from({length: 256}, (_, index) => index);
    for (const length of [0, 1, 2, 3, 256]) {
      expect(fromBase64url(base64url(bytes.subarray(0, length)))).toEqual(bytes.subarray(0, length));
    }
    expect(base64url(new Uint8Array([251, 255, 254]).buffer)).toBe('-__-');
  });

  test.each(['AA==', 'AA=', '+_+_', '////', 'A', 'AAAAA', 'AB', 'AAB', 'A A', ' AA', 'AA\n', 'AÀ', 'A.A'])(
    'refuses %j',
    (text) => {
      expect(() => fromBase64url(text)).toThrow('not base64url');
    },
  );
});

describe('PKCE', () => {
  test('the challenge is that of RFC 7636, appendix B', async () => {
    expect(await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });

  test('a token is a valid code verifier, and never the same', () => {
    expect(randomToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(randomToken()).not.toBe(randomToken());
  });

});

describe('ID tokens', () => {
  const now = new Date('2026-11-23T06:00:00Z');
  const seconds = now.getTime() / 1000;
  const good = {iss: 'https://id.example/oidc', aud: 'demo-app', exp: seconds + 60, iat: seconds, nonce: 'n', sub: 'u'};
  const expected = {issuer: good.iss, audience: 'demo-app', nonce: 'n', now};

  test.each<[string, Claims]>([
    ['another issuer', {iss: 'https://evil.example'}],
    ['another client', {aud: 'other'}],
    ['another client', {aud: ['demo-app', 'other']}],
    ['expired', {exp: seconds - 61}],
    ['expired', {exp: 'never'}],
    ['from the future', {iat: seconds + 61}],
    ['another nonce', {nonce: 'm'}],
    ['another nonce', {nonce: undefined}],
  ])('checkClaims says "%s" for %j', (message, change) => {
    expect(() => checkClaims({...good, ...change}, expected)).toThrow(message);
  });

  test('checkClaims accepts what is right, and a refreshed token without nonce', () => {
    checkClaims(good, expected);
    checkClaims({...good, nonce: undefined}, {...expected, nonce: undefined});
  });

  const encode = (value: object) => base64url(new TextEncoder().encode(JSON.stringify(value)));

  async function signed(header: object) {
    const pair = await crypto.subtle.generateKey({name: 'ECDSA', namedCurve: 'P-256'}, true, ['sign', 'verify']);
    const text = `${encode(header)}.${encode(good)}`;
    const signature = await crypto.subtle.sign({name: 'ECDSA', hash: 'SHA-256'}, pair.privateKey, new TextEncoder().encode(text));
    const jwk = {...(await crypto.subtle.exportKey('jwk', pair.publicKey)), kid: 'k'};
    return {token: `${text}.${base64url(new Uint8Array(signature))}`, keys: [jwk]};
  }

  test('verifyIdToken believes a good signature only', async () => {
    const {token, keys} = await signed({alg: 'ES256', kid: 'k'});
    expect(await verifyIdToken(token, {...expected, keys})).toEqual(good);
    const [header, , signature] = token.split('.');
    const forged = `${header}.${encode({...good, sub: 'someone else'})}.${signature}`;
    await expect(verifyIdToken(forged, {...expected, keys})).rejects.toThrow('signature');
  });

  test.each([
    [{alg: 'none', kid: 'k'}, 'not accepted'],
    [{alg: 'HS256', kid: 'k'}, 'not accepted'],
    [{alg: 'constructor', kid: 'k'}, 'not accepted'],
    [{alg: 'ES256', kid: 'other'}, 'unknown key'],
  ])('verifyIdToken refuses the header %j', async (header, message) => {
    const {token, keys} = await signed(header);
    await expect(verifyIdToken(token, {...expected, keys})).rejects.toThrow(message);
  });
});
