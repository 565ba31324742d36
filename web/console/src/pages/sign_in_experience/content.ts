// Languages and texts as one form: what is stored in three places, and how it gets back there.
import {api} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {phrasesKey, updateExperience, type CustomPhrases, type Experience} from './data.ts';
import type {LanguageTag} from './language_tags.ts';
import {builtInLanguages, ownTexts, withTexts, type Texts} from './phrases.ts';

export interface Content {
  [name: string]: unknown;
  autoDetect: boolean;
  fallbackLanguage: string;
  /** the tenant's own, by language; a language that is here is one that pages may be in */
  texts: Record<string, Texts>;
}

export function toContent({languageInfo}: Experience, phrases: CustomPhrases[], known: Texts): Content {
  const texts: Content['texts'] = Object.fromEntries(builtInLanguages.map((tag) => [tag, {}]));
  for (const custom of phrases) texts[custom.languageTag] = ownTexts(custom, known);
  return {...languageInfo, texts};
}

const isSame = (one: Texts | undefined, other: Texts | undefined) =>
  one !== undefined &&
  other !== undefined &&
  Object.keys({...one, ...other}).every((name) => one[name] === other[name]);

export async function saveContent(content: Content, stored: Content, phrases: CustomPhrases[], known: Texts) {
  const path = '/api/custom-phrases/{languageTag}' as const;
  try {
    // A language has to be there before it can be the fallback, and must not be the fallback when it goes.
    for (const [languageTag, texts] of Object.entries(content.texts)) {
      if (isSame(texts, stored.texts[languageTag])) continue;
      const before = phrases.find((custom) => custom.languageTag === languageTag);
      const body = withTexts(before?.translation ?? {}, known, texts);
      await api.PUT(path, {params: {path: {languageTag}}, body});
    }
    const {autoDetect, fallbackLanguage} = content;
    if (autoDetect !== stored.autoDetect || fallbackLanguage !== stored.fallbackLanguage) {
      await updateExperience({languageInfo: {autoDetect, fallbackLanguage: fallbackLanguage as LanguageTag}});
    }
    for (const {languageTag} of phrases) {
      if (content.texts[languageTag]) continue;
      await api.DELETE(path, {params: {path: {languageTag}}});
    }
  } finally {
    // Also what was saved before something else failed is to be seen.
    await queryClient.invalidateQueries({queryKey: phrasesKey});
  }
}
