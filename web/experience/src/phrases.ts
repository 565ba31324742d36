import type {ReactNode} from 'react';

import {context, type Phrases} from './context.ts';
import {fill, split} from '../../shared/text.ts';

type KeyOf<Group extends keyof Phrases> = `${Group}.${Extract<keyof Phrases[Group], string>}`;
export type PhraseKey = {[Group in keyof Phrases]: KeyOf<Group>}[keyof Phrases];

const lookUp = (key: string): string | undefined => {
  const dot = key.indexOf('.');
  const group = (context.phrases as Record<string, Record<string, string> | undefined>)[key.slice(0, dot)];
  return group?.[key.slice(dot + 1)];
};

export const t = (key: PhraseKey, values?: Record<string, string | number>): string =>
  fill(lookUp(key) ?? key, values);

/** One after the other, without those that there are none of. */
export const sentences = (...all: (string | undefined)[]): string => all.filter(Boolean).join(' ');

/** A phrase for a key that is only known at run time, such as a scope. */
export const findPhrase = (group: keyof Phrases, name: string): string | undefined =>
  Object.hasOwn(context.phrases[group], name) ? lookUp(`${group}.${name}`) : undefined;

/** As `t`, with elements in the places of the placeholders. */
export const rich = (key: PhraseKey, values: Record<string, ReactNode>): ReactNode[] =>
  split(lookUp(key) ?? key).map((part) =>
    part.placeholder === undefined ? part.text : (values[part.placeholder] ?? part.text),
  );
