// The code that a device shows: eight consonants (src/domain/user_code.h has the same rule).
const alphabet = /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/;

/** As typed: in any case, with dashes and spaces anywhere. Undefined for what cannot be a code. */
export function parseUserCode(typed: string): string | undefined {
  const code = typed.replace(/[-\s]/g, '').toUpperCase();
  return alphabet.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : undefined;
}
