import {describe, expect, test} from 'vitest';

import {faultOf, toAssertion, toAttestation, toCreation, toRequest} from '../src/webauthn.ts';

const bytes = (...values: number[]) => Uint8Array.from(values).buffer;

describe('options', () => {
  test('toRequest decodes the challenge and the allowed credentials, and keeps the rest', () => {
    const options = {
      challenge: '-_8A',
      timeout: 60_000,
      rpId: 'id.example',
      userVerification: 'required' as const,
      allowCredentials: [{type: 'public-key' as const, id: 'AQID', transports: ['internal']}, {type: 'public-key' as const, id: ''}],
    };
    expect(toRequest(options)).toEqual({
      challenge: new Uint8Array([251, 255, 0]),
      timeout: 60_000,
      rpId: 'id.example',
      userVerification: 'required',
      allowCredentials: [
        {type: 'public-key', id: new Uint8Array([1, 2, 3]), transports: ['internal']},
        {type: 'public-key', id: new Uint8Array()},
      ],
    });
  });

  test('toCreation decodes the challenge, the user and what must not be there yet', () => {
    const options = {
      rp: {name: 'id.example', id: 'id.example'},
      user: {id: 'dXNlcg', name: 'mina', displayName: '김민아'},
      challenge: 'AAEC',
      pubKeyCredParams: [{type: 'public-key' as const, alg: -7}],
      excludeCredentials: [{type: 'public-key' as const, id: '_w'}],
      attestation: 'none' as const,
    };
    expect(toCreation(options)).toEqual({
      ...options,
      user: {...options.user, id: new TextEncoder().encode('user')},
      challenge: new Uint8Array([0, 1, 2]),
      excludeCredentials: [{type: 'public-key', id: new Uint8Array([255])}],
    });
  });

  test.each(['AA==', '+/+/', 'A', 'AB'])('a challenge that is not base64url is refused: %s', (challenge) => {
    expect(() => toRequest({challenge})).toThrow('not base64url');
  });
});

const credential = (response: object, more: object = {}) =>
  ({
    id: 'AQID',
    rawId: bytes(1, 2, 3),
    type: 'public-key',
    authenticatorAttachment: null,
    getClientExtensionResults: () => ({}),
    response,
    ...more,
  }) as unknown as PublicKeyCredential;

describe('answers', () => {
  const assertion = {clientDataJSON: bytes(123, 125), authenticatorData: bytes(0), signature: bytes(255), userHandle: null};

  test('toAssertion encodes every part, and leaves out what the authenticator did not say', () => {
    expect(toAssertion(credential(assertion))).toEqual({
      type: 'WebAuthn',
      id: 'AQID',
      rawId: 'AQID',
      clientExtensionResults: {},
      response: {clientDataJSON: 'e30', authenticatorData: 'AA', signature: '_w'},
    });
    const told = toAssertion(
      credential({...assertion, userHandle: bytes(117)}, {authenticatorAttachment: 'platform'}),
    );
    expect(told).toMatchObject({authenticatorAttachment: 'platform', response: {userHandle: 'dQ'}});
  });

  test('an empty user handle is none', () => {
    expect(toAssertion(credential({...assertion, userHandle: bytes()})).response).not.toHaveProperty('userHandle');
  });

  test('toAttestation encodes every part; transports that the API does not know are left out', () => {
    const response = {
      clientDataJSON: bytes(123, 125),
      attestationObject: bytes(163),
      getTransports: () => ['internal', 'hybrid', 'telepathy'],
    };
    const results = {credProps: {rk: true}, prf: {results: {first: bytes(1)}}};
    expect(toAttestation(credential(response, {getClientExtensionResults: () => results}))).toEqual({
      type: 'WebAuthn',
      id: 'AQID',
      rawId: 'AQID',
      clientExtensionResults: {credProps: {rk: true}},
      response: {clientDataJSON: 'e30', attestationObject: 'ow', transports: ['internal', 'hybrid']},
    });
  });
});

test.each([
  [new DOMException('', 'NotAllowedError'), 'cancelled'],
  [new DOMException('', 'InvalidStateError'), 'exists'],
  [new DOMException('', 'NotSupportedError'), 'unsupported'],
  [new DOMException('', 'ConstraintError'), 'noScreenLock'],
  [new DOMException('', 'SecurityError'), 'address'],
  [new DOMException('', 'AbortError'), 'aborted'],
  [new DOMException('', 'DataError'), 'failed'],
  [new TypeError('not base64url'), 'failed'],
])('faultOf %s is %s', (error, fault) => {
  expect(faultOf(error)).toBe(fault);
});
