// The server's side of WebAuthn as far as the pages can get it wrong: challenge, origin, signature. Passkeys
// live as long as the fake server.
import {createHash, createPublicKey, randomBytes, verify} from 'node:crypto';

const bytesOf = (text) => Buffer.from(text, 'base64url');
const isBase64url = (text) => typeof text === 'string' && bytesOf(text).toString('base64url') === text;

// From an attestation object: the authenticator data is its byte string "authData".
function authDataOf(attestationObject) {
  const name = attestationObject.indexOf('authData') + 'authData'.length;
  const [head] = attestationObject.subarray(name);
  const [skip, length] = head === 0x58 ? [2, attestationObject[name + 1]] : [3, attestationObject.readUInt16BE(name + 1)];
  return attestationObject.subarray(name + skip, name + skip + length);
}

// RFC 9053: an EC2 key of P-256 has x and y of 32 bytes under -2 and -3.
function keyOf(cose) {
  const x = cose.indexOf(Buffer.from([0x21, 0x58, 0x20])) + 3;
  const y = cose.indexOf(Buffer.from([0x22, 0x58, 0x20])) + 3;
  const part = (start) => cose.subarray(start, start + 32).toString('base64url');
  return createPublicKey({format: 'jwk', key: {kty: 'EC', crv: 'P-256', x: part(x), y: part(y)}});
}

export class Passkeys {
  #known = new Map();

  /** Of an account; of anybody if there is none. */
  ids(owner) {
    return [...this.#known].filter(([, passkey]) => passkey.owner === owner).map(([id]) => id);
  }

  request(host, ids) {
    return {
      challenge: randomBytes(32).toString('base64url'),
      timeout: 60_000,
      rpId: host,
      allowCredentials: ids.map((id) => ({type: 'public-key', id, transports: ['internal']})),
      userVerification: 'required',
    };
  }

  creation(host, owner) {
    return {
      rp: {name: host, id: host},
      user: {id: Buffer.from(owner).toString('base64url'), name: owner, displayName: owner},
      challenge: randomBytes(32).toString('base64url'),
      pubKeyCredParams: [
        {type: 'public-key', alg: -7},
        {type: 'public-key', alg: -257},
      ],
      timeout: 60_000,
      excludeCredentials: this.ids(owner).map((id) => ({type: 'public-key', id, transports: ['internal']})),
      authenticatorSelection: {residentKey: 'required', requireResidentKey: true, userVerification: 'required'},
      attestation: 'none',
      extensions: {credProps: true},
    };
  }

  #isOurs({id, rawId, type, response}, ceremony, {challenge}, origin) {
    const parts = Object.values(response).filter((part) => typeof part === 'string');
    if (type !== 'WebAuthn' || id !== rawId || ![id, ...parts].every(isBase64url)) return false;
    const client = JSON.parse(bytesOf(response.clientDataJSON));
    return client.type === ceremony && client.challenge === challenge && client.origin === origin;
  }

  /** Whether it may be kept. */
  create(payload, options, origin, owner) {
    if (!this.#isOurs(payload, 'webauthn.create', options, origin)) return false;
    const data = authDataOf(bytesOf(payload.response.attestationObject));
    const length = data.readUInt16BE(53);
    const id = data.subarray(55, 55 + length).toString('base64url');
    if (id !== payload.id) return false;
    this.#known.set(id, {owner, key: keyOf(data.subarray(55 + length))});
    return true;
  }

  /** The account; undefined if the passkey is not known, false if it is not right. */
  get(payload, options, origin) {
    const passkey = this.#known.get(payload.id);
    if (!passkey) return undefined;
    const {authenticatorData, clientDataJSON, signature} = payload.response;
    const signed = Buffer.concat([bytesOf(authenticatorData), createHash('sha256').update(bytesOf(clientDataJSON)).digest()]);
    const isRight =
      this.#isOurs(payload, 'webauthn.get', options, origin) && verify('sha256', signed, passkey.key, bytesOf(signature));
    return isRight && passkey.owner;
  }
}
