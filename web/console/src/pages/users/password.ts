// Passwords that this page makes: easy to read aloud and to type, beyond guessing (20 of 56 letters, 116 bits).

// Without what looks alike: 0 O, 1 l I.
const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const groups = 4;
const groupLength = 5;

function randomLetter(): string {
  // Values beyond the last whole multiple would make some letters likelier than others.
  const limit = 256 - (256 % letters.length);
  for (;;) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    if (byte! < limit) return letters[byte! % letters.length]!;
  }
}

const kinds = [/[a-z]/, /[A-Z]/, /\d/];

/** Has small and capital letters, digits and a sign, as most password policies want. */
export function makePassword(): string {
  for (;;) {
    const group = () => Array.from({length: groupLength}, randomLetter).join('');
    const password = Array.from({length: groups}, group).join('-');
    if (kinds.every((kind) => kind.test(password))) return password;
  }
}
