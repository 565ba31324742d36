// The languages that templates may be in.
import {useExperience, useCustomPhrases} from '../sign_in_experience/data.ts';
import {spokenLanguages} from '../sign_in_experience/languages.ts';
import {useTemplates} from './data.ts';

/** Those of the sign-in pages, and what further ones there are templates in; the fallback language first. */
export function useTemplateLanguages() {
  const experience = useExperience();
  const phrases = useCustomPhrases();
  const templates = useTemplates();
  const failed = [experience, phrases, templates].find(({error, data}) => error && !data);
  if (!experience.data || !phrases.data || !templates.data) return {failed, refetch: templates.refetch};
  const {fallbackLanguage} = experience.data.languageInfo;
  const languages = spokenLanguages([...phrases.data, ...templates.data]);
  return {
    refetch: templates.refetch,
    templates: templates.data,
    fallback: fallbackLanguage as string,
    languages: [fallbackLanguage as string, ...languages.filter((one) => one !== fallbackLanguage)],
  };
}
