// Languages that pages may be in, by the names that the reader's language has for them.
import {builtInLanguages} from './phrases.ts';

export const nameOfLanguage = (tag: string, reader: string): string => {
  try {
    return new Intl.DisplayNames([reader], {type: 'language'}).of(tag) ?? tag;
  } catch {
    return tag;
  }
};

export const spokenLanguages = (custom: {languageTag: string}[]): string[] => [
  ...new Set([...builtInLanguages, ...custom.map(({languageTag}) => languageTag)]),
];
