// From what a person typed to what the API calls an identifier.
import type {Identifier} from './api.ts';
import type {IdentifierType, UsernamePolicy} from './context.ts';
import {toDigits} from './phone.ts';

export type IdentifierFault = 'required' | 'email' | 'phone' | 'identifier';

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The kind that the text looks like so far; the only one allowed if there is no choice. */
export function guessType(text: string, allowed: readonly IdentifierType[]): IdentifierType | undefined {
  if (allowed.length === 1) return allowed[0];
  if (allowed.includes('email') && text.includes('@')) return 'email';
  if (allowed.includes('phone') && /^\s*[+\d][\d\s().-]{2,}$/.test(text)) return 'phone';
  return allowed.includes('username') ? 'username' : undefined;
}

export function parseIdentifier(
  input: string,
  allowed: readonly IdentifierType[],
  region: string,
): Identifier | IdentifierFault {
  const text = input.trim();
  if (!text) return 'required';
  const type = guessType(text, allowed);
  if (type === 'username') return {type, value: text};
  if (type === 'email') return email.test(text) ? {type, value: text} : 'email';
  if (type === 'phone') {
    const value = toDigits(text, region);
    return value ? {type, value} : 'phone';
  }
  return 'identifier';
}

/** The first rule of the settings that a new username breaks; the server has the last word. */
export function checkUsername(name: string, policy: UsernamePolicy = {}): 'length' | 'chars' | 'start' | undefined {
  const {minLength = 1, maxLength = 128, allowedChars} = policy;
  if (name.length < minLength || name.length > maxLength) return 'length';
  const {lowercase = true, uppercase = true, numbers = true, underscore = true} = allowedChars ?? {};
  const classes = `${lowercase ? 'a-z' : ''}${uppercase ? 'A-Z' : ''}${numbers ? '0-9' : ''}${underscore ? '_' : ''}`;
  if (!new RegExp(`^[${classes}]+$`).test(name)) return 'chars';
  // Logto's form of it, whatever the settings allow.
  return /^[0-9]/.test(name) ? 'start' : undefined;
}
