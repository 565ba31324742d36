// How many text messages a text becomes: 160 letters of the GSM alphabet, 70 of any others; a little less in
// each of several.
const gsm = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const gsmOfTwo = new Set('^{}\\[~]|€\f');

export function partsOf(text: string): number {
  const letters = [...text];
  const isGsm = letters.every((letter) => gsm.has(letter) || gsmOfTwo.has(letter));
  const length = isGsm ? letters.reduce((sum, letter) => sum + (gsmOfTwo.has(letter) ? 2 : 1), 0) : text.length;
  const [alone, inSeries] = isGsm ? [160, 153] : [70, 67];
  return length <= alone ? 1 : Math.ceil(length / inSeries);
}

/** The server sends no longer ones (max_sms_characters). */
export const longest = 500;
