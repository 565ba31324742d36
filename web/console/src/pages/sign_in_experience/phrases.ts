// The texts of the sign-in pages: the built-in ones, and a tenant's own by language.
import {useQuery} from '@tanstack/react-query';

import names from '../../../../experience/languages.json';
import type {CustomPhrases} from './data.ts';

/** By `group.key`. */
export type Texts = Record<string, string>;
type Grouped = Record<string, Record<string, string>>;

export const builtInLanguages = Object.keys(names);

const files = import.meta.glob<Grouped>('../../../../experience/phrases/*.json', {import: 'default'});

/** Whose texts stand where a language has none: its own, those of its other regions, or the English ones. */
export const baseOf = (language: string): string => {
  const primary = language.split('-')[0];
  const isSameLanguage = (tag: string) => tag.split('-')[0] === primary;
  return builtInLanguages.includes(language) ? language : (builtInLanguages.find(isSameLanguage) ?? 'en');
};

/** Without the note to translators at the top of a file. */
const loadBuiltIn = async (base: string): Promise<Grouped> => {
  const {'//': _, ...phrases} = await files[`../../../../experience/phrases/${base}.json`]!();
  return phrases;
};

export const toTexts = (grouped: Grouped): Texts =>
  Object.fromEntries(
    Object.entries(grouped).flatMap(([group, phrases]) =>
      Object.entries(phrases).map(([key, text]) => [`${group}.${key}`, text]),
    ),
  );

export function toGroups(texts: Texts): Grouped {
  const grouped: Grouped = {};
  for (const [name, text] of Object.entries(texts)) {
    const dot = name.indexOf('.');
    (grouped[name.slice(0, dot)] ??= {})[name.slice(dot + 1)] = text;
  }
  return grouped;
}

export const useBuiltIn = (base: string) =>
  useQuery({
    queryKey: ['built-in-phrases', base],
    queryFn: async () => toTexts(await loadBuiltIn(base)),
    staleTime: Infinity,
  });

/** A tenant's own texts that our pages have; what else a tenant keeps there (Logto's names) is not shown. */
export function ownTexts({translation}: CustomPhrases, known: Texts): Texts {
  const own: Texts = {};
  for (const [group, phrases] of Object.entries(translation as Grouped)) {
    for (const [key, text] of Object.entries(phrases)) {
      const name = `${group}.${key}`;
      if (Object.hasOwn(known, name) && typeof text === 'string') own[name] = text;
    }
  }
  return own;
}

/** The translation to store: what our pages do not know stays as it is. */
export function withTexts(translation: Record<string, unknown>, known: Texts, texts: Texts): Grouped {
  const merged = structuredClone(translation) as Grouped;
  for (const name of Object.keys(known)) {
    const dot = name.indexOf('.');
    const [group, key] = [name.slice(0, dot), name.slice(dot + 1)];
    const text = texts[name];
    if (text) (merged[group] ??= {})[key] = text;
    else if (merged[group]) delete merged[group][key];
  }
  return merged;
}
