// An authenticator app (RFC 6238): SHA-1, six digits, thirty seconds.
import { createHmac } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function fromBase32(text) {
  const bits = [...text].map((character) => alphabet.indexOf(character).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

export class AuthenticatorApp {
  #secret;
  #lastStep = 0;

  constructor(key) {
    this.#secret = fromBase32(key.replaceAll(' ', ''));
  }

  // The code of now, or of the next step if that one was used already: a server takes each once, and one early.
  nextCode() {
    const step = Math.max(Math.floor(Date.now() / 30_000), this.#lastStep + 1);
    this.#lastStep = step;
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac('sha1', this.#secret).update(counter).digest();
    const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, '0');
  }
}
