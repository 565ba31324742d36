// A code as it is typed, pasted or filled in: "123 456", full-width digits, a whole message.
export const codeLength = 6;

/** Its digits; of a longer text the six that stand alone, if there are such. */
export function codeDigits(text: string): string {
  const plain = text.normalize('NFKC');
  const alone = /(?<!\d)\d{6}(?!\d)/.exec(plain);
  return (alone?.[0] ?? plain.replace(/\D/g, '')).slice(0, codeLength);
}
