// Chance that can be repeated: the seed is printed, and DAEMUN_E2E_SEED sets it.
export const seed = Number(process.env.DAEMUN_E2E_SEED ?? Math.floor(Math.random() * 2 ** 32));

// Mulberry32: numbers in [0, 1).
export function makeRandom(start = seed) {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
