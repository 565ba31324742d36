import type {ReactNode} from 'react';

import {context, type Phrases} from './context.ts';
import {fill, split} from '../../shared/text.ts';

type Values = Record<string, string | number>;

/** `days_one` and `days_other` are forms of one phrase, `days`. */
type Plain<Key extends string> = Key extends `${infer Base}_${Intl.LDMLPluralRule}` ? Base : Key;
type KeyOf<Groups, Group extends keyof Groups> = `${Group & string}.${Plain<Extract<keyof Groups[Group], string>>}`;
export type KeyIn<Groups> = {[Group in keyof Groups]: KeyOf<Groups, Group>}[keyof Groups];
export type PhraseKey = KeyIn<Phrases>;

const findIn = (groups: object, key: string): string | undefined => {
  const dot = key.indexOf('.');
  const group = (groups as Record<string, Record<string, string> | undefined>)[key.slice(0, dot)];
  return group?.[key.slice(dot + 1)];
};

const find = (key: string) => findIn(context.phrases, key);

/** The form that the language has for such a number; a tenant's text without forms is for all numbers. */
const lookUp = (groups: object, key: string, values: Values = {}): string => {
  const plain = findIn(groups, key);
  if (plain !== undefined) return plain;
  const number = Object.values(values).findLast((value) => typeof value === 'number') ?? 0;
  const form = new Intl.PluralRules([context.language, 'en']).select(number);
  return findIn(groups, `${key}_${form}`) ?? findIn(groups, `${key}_other`) ?? key;
};

// A name or an address runs in its own direction and leaves the sentence around it alone.
const isolate = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? `\u2068${value}\u2069` : value]),
  );

/** A phrase of some groups, with its placeholders filled in. */
export const phraseIn = (groups: object, key: string, values?: Values): string => {
  const isMixed = values && document.documentElement.dir === 'rtl';
  return fill(lookUp(groups, key, values), isMixed ? isolate(values) : values);
};

export const t = (key: PhraseKey, values?: Values): string => phraseIn(context.phrases, key, values);

/** One after the other, without those that there are none of. */
export const sentences = (...all: (string | undefined)[]): string => all.filter(Boolean).join(' ');

/** A phrase for a key that is only known at run time, such as a scope. */
export const findPhrase = (group: keyof Phrases, name: string): string | undefined =>
  Object.hasOwn(context.phrases[group], name) ? find(`${group}.${name}`) : undefined;

export const richIn = (groups: object, key: string, values: Record<string, ReactNode>): ReactNode[] =>
  split(lookUp(groups, key)).map((part) =>
    part.placeholder === undefined ? part.text : (values[part.placeholder] ?? part.text),
  );

/** As `t`, with elements in the places of the placeholders. */
export const rich = (key: PhraseKey, values: Record<string, ReactNode>): ReactNode[] =>
  richIn(context.phrases, key, values);
