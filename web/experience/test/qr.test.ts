import {createHash} from 'node:crypto';

import {expect, it} from 'vitest';

import {qrCode} from '../src/account/qr.ts';

const fingerprint = (rows: boolean[][]) =>
  createHash('sha256').update(rows.map((row) => row.map(Number).join('')).join('\n')).digest('hex').slice(0, 16);

// Made by libqrencode: versions 1, 6, 7, 10 and 15, with the mask that it chose.
it.each([
  [10, 0, 21, 'fea9cf50978bec5b'],
  [130, 0, 41, '9513b61f8f1ea8fa'],
  [150, 4, 45, '87cae72a413186f9'],
  [260, 0, 57, 'd75375a2b3892f5b'],
  [518, 0, 77, 'a3c600ce04284a3d'],
])('draws %i bytes as other programs do', (length, mask, size, wanted) => {
  const rows = qrCode('otpauth://'.repeat(60).slice(0, length), mask);
  expect(rows.length).toBe(size);
  expect(fingerprint(rows)).toBe(wanted);
});

it('chooses one of the eight masks, the same each time', () => {
  const all = Array.from({length: 8}, (_, mask) => fingerprint(qrCode('otpauth://totp/a', mask)));
  expect(new Set(all).size).toBe(8);
  expect(all).toContain(fingerprint(qrCode('otpauth://totp/a')));
});

it('refuses what it cannot hold', () => {
  expect(() => qrCode('x'.repeat(521))).toThrow(RangeError);
});
