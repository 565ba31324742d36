// How a mail server is told who sends: SMTP's `auth`.

export type Kind = 'none' | 'password' | 'json';

export interface Credentials {
  kind: Kind;
  user: string;
  pass: string;
}

const plain = ['user', 'pass', 'type'];

/** A user with a password is two fields; all else (OAuth 2) is JSON. */
export function parseCredentials(text: string): Credentials {
  if (!text.trim()) return {kind: 'none', user: '', pass: ''};
  try {
    const {user = '', pass = '', type = 'login', ...rest} = JSON.parse(text) as Record<string, unknown>;
    const isPlain = typeof user === 'string' && typeof pass === 'string' && type === 'login';
    if (isPlain && Object.keys(rest).length === 0) return {kind: 'password', user, pass};
  } catch {
    // As it is.
  }
  return {kind: 'json', user: '', pass: ''};
}

export const toAuth = ({user, pass}: Pick<Credentials, 'user' | 'pass'>): string =>
  JSON.stringify({user, pass}, plain, 2);
