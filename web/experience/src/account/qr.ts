// QR codes (ISO/IEC 18004) for addresses of authenticator apps: bytes, error correction L, versions 1 to 15.

/** per version: all codewords, those of error correction in a block, blocks */
const versions: [total: number, correction: number, blocks: number][] = [
  [26, 7, 1], [44, 10, 1], [70, 15, 1], [100, 20, 1], [134, 26, 1], [172, 18, 2], [196, 20, 2], [242, 24, 2],
  [292, 30, 2], [346, 18, 4], [404, 20, 4], [466, 24, 4], [532, 26, 4], [581, 30, 4], [655, 22, 6],
];

// GF(256) with x^8 + x^4 + x^3 + x^2 + 1.
const powers = new Uint8Array(255);
const logarithms = new Uint8Array(256);
for (let i = 0, value = 1; i < 255; i += 1) {
  powers[i] = value;
  logarithms[value] = i;
  value = (value << 1) ^ (value & 0x80 ? 0x11d : 0);
}
const multiply = (a: number, b: number) => (a && b ? powers[(logarithms[a]! + logarithms[b]!) % 255]! : 0);

/** The remainder of the data by the generator polynomial: the error correction codewords. */
function correctionOf(data: number[], degree: number): number[] {
  let generator = [1];
  for (let i = 0; i < degree; i += 1) {
    const next = [...generator, 0];
    generator.forEach((factor, at) => (next[at + 1]! ^= multiply(factor, powers[i]!)));
    generator = next;
  }
  const rest = [...data, ...new Array<number>(degree).fill(0)];
  for (let i = 0; i < data.length; i += 1) {
    const factor = rest[i]!;
    generator.forEach((coefficient, at) => (rest[i + at]! ^= multiply(coefficient, factor)));
  }
  return rest.slice(data.length);
}

const lengthBits = (version: number) => (version < 10 ? 8 : 16);

function versionFor(length: number): number {
  const index = versions.findIndex(([total, correction, blocks], at) => {
    const bits = (total - correction * blocks) * 8;
    return 4 + lengthBits(at + 1) + length * 8 <= bits;
  });
  if (index < 0) throw new RangeError('too long for a QR code');
  return index + 1;
}

function dataOf(bytes: Uint8Array, version: number, capacity: number): number[] {
  const bits: number[] = [];
  const put = (value: number, count: number) => {
    for (let i = count - 1; i >= 0; i -= 1) bits.push((value >> i) & 1);
  };
  put(4, 4);
  put(bytes.length, lengthBits(version));
  bytes.forEach((byte) => put(byte, 8));
  put(0, Math.min(4, capacity * 8 - bits.length));
  put(0, -bits.length & 7);
  const codewords = Array.from({length: bits.length / 8}, (_, i) =>
    bits.slice(i * 8, i * 8 + 8).reduce((value, bit) => (value << 1) | bit, 0),
  );
  for (let pad = 0xec; codewords.length < capacity; pad ^= 0xec ^ 0x11) codewords.push(pad);
  return codewords;
}

/** The codewords of all blocks, one of each in turn. */
function codewordsOf(bytes: Uint8Array, version: number): number[] {
  const [total, correction, count] = versions[version - 1]!;
  const data = dataOf(bytes, version, total - correction * count);
  const short = Math.floor(data.length / count);
  const longFrom = count - (data.length % count);
  let taken = 0;
  const blocks = Array.from({length: count}, (_, i) => {
    const own = data.slice(taken, (taken += short + (i >= longFrom ? 1 : 0)));
    return {own, extra: correctionOf(own, correction)};
  });
  const inTurn = (lists: number[][]) =>
    Array.from({length: Math.max(...lists.map((list) => list.length))}, (_, i) =>
      lists.flatMap((list) => (i < list.length ? [list[i]!] : [])),
    ).flat();
  return [...inTurn(blocks.map(({own}) => own)), ...inTurn(blocks.map(({extra}) => extra))];
}

/** `value` with its remainder by `polynomial` after it (BCH). */
function withRemainder(value: number, polynomial: number, bits: number): number {
  let rest = value << bits;
  for (let i = 31 - Math.clz32(rest); i >= bits; i -= 1) if ((rest >> i) & 1) rest ^= polynomial << (i - bits);
  return (value << bits) | rest;
}

const masks: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

type Matrix = (boolean | undefined)[][];

function alignmentsOf(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((size - 13) / (count - 1) / 2) * 2;
  return [6, ...Array.from({length: count - 1}, (_, i) => size - 7 - (count - 2 - i) * step)];
}

/** What every code of a version has, with the places of the format still light. */
function frame(version: number): Matrix {
  const size = 17 + 4 * version;
  const matrix: Matrix = Array.from({length: size}, () => new Array<boolean | undefined>(size).fill(undefined));
  const set = (x: number, y: number, dark: boolean) => {
    if (x >= 0 && y >= 0 && x < size && y < size) matrix[y]![x] = dark;
  };
  const rings = (left: number, top: number, radius: number, isDark: (ring: number) => boolean) => {
    for (let y = -radius; y <= radius; y += 1)
      for (let x = -radius; x <= radius; x += 1) set(left + x, top + y, isDark(Math.max(Math.abs(x), Math.abs(y))));
  };
  for (let i = 0; i < size; i += 1) {
    set(i, 6, i % 2 === 0);
    set(6, i, i % 2 === 0);
  }
  const corners = [[3, 3], [size - 4, 3], [3, size - 4]] as const;
  for (const [x, y] of corners) rings(x, y, 4, (ring) => ring !== 2 && ring !== 4);
  const centers = alignmentsOf(version, size);
  for (const y of centers)
    for (const x of centers) {
      const isCorner = (x === 6 && y === 6) || (x === 6 && y === size - 7) || (x === size - 7 && y === 6);
      if (!isCorner) rings(x, y, 2, (ring) => ring !== 1);
    }
  setFormat(matrix, 0);
  if (version >= 7) {
    const bits = withRemainder(version, 0x1f25, 12);
    for (let i = 0; i < 18; i += 1) {
      const [long, short] = [size - 11 + (i % 3), Math.floor(i / 3)];
      const dark = ((bits >> i) & 1) === 1;
      set(long, short, dark);
      set(short, long, dark);
    }
  }
  return matrix;
}

/** Error correction L and the mask, twice. */
function setFormat(matrix: Matrix, mask: number) {
  const size = matrix.length;
  const bits = withRemainder((1 << 3) | mask, 0x537, 10) ^ 0x5412;
  for (let i = 0; i < 15; i += 1) {
    const dark = ((bits >> i) & 1) === 1;
    const along = i < 6 ? i : i < 8 ? i + 1 : 14 - i;
    if (i < 8) {
      matrix[along]![8] = dark;
      matrix[8]![size - 1 - i] = dark;
    } else {
      matrix[8]![i === 8 ? 7 : along] = dark;
      matrix[size - 15 + i]![8] = dark;
    }
  }
  matrix[size - 8]![8] = true;
}

/** Two columns at a time from the right, up and down. */
function* freePlaces(matrix: Matrix): Generator<[x: number, y: number]> {
  const size = matrix.length;
  let goesUp = true;
  for (let right = size - 1; right > 0; right -= 2, goesUp = !goesUp) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i += 1) {
      const y = goesUp ? size - 1 - i : i;
      for (const x of [right, right - 1]) if (matrix[y]![x] === undefined) yield [x, y];
    }
  }
}

/** How much a picture could confuse a camera (ISO/IEC 18004 7.8.3). */
function penaltyOf(matrix: boolean[][]): number {
  const size = matrix.length;
  let penalty = 0;
  const lines = [...matrix, ...matrix.map((_, x) => matrix.map((row) => row[x]!))];
  for (const line of lines) {
    const text = line.map(Number).join('');
    for (const run of text.match(/0+|1+/g) ?? []) if (run.length >= 5) penalty += run.length - 2;
    for (const like of ['10111010000', '00001011101'])
      for (let at = text.indexOf(like); at >= 0; at = text.indexOf(like, at + 1)) penalty += 40;
  }
  let dark = 0;
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const color = matrix[y]![x]!;
      dark += color ? 1 : 0;
      const isSquare = y + 1 < size && x + 1 < size && [matrix[y]![x + 1], matrix[y + 1]![x], matrix[y + 1]![x + 1]].every((other) => other === color);
      penalty += isSquare ? 3 : 0;
    }
  return penalty + Math.floor(Math.abs(dark * 20 - size * size * 10) / (size * size)) * 10;
}

/** Rows of dark (true) and light modules. Errors: RangeError for a text that no version here holds. */
export function qrCode(text: string, onlyMask?: number): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  const codewords = codewordsOf(bytes, version);
  const empty = frame(version);
  const places = [...freePlaces(empty)];
  const draw = (mask: number) => {
    const matrix = empty.map((row) => [...row]);
    places.forEach(([x, y], i) => {
      const bit = ((codewords[i >> 3] ?? 0) >> (7 - (i & 7))) & 1;
      matrix[y]![x] = (bit === 1) !== masks[mask]!(x, y);
    });
    setFormat(matrix, mask);
    return matrix as boolean[][];
  };
  if (onlyMask !== undefined) return draw(onlyMask);
  const drawn = masks.map((_, mask) => draw(mask));
  const penalties = drawn.map(penaltyOf);
  return drawn[penalties.indexOf(Math.min(...penalties))]!;
}
