// English and Korean. Each page has a namespace of its own, fetched with the page; `common` comes first.
import i18next, {type BackendModule} from 'i18next';
import {initReactI18next} from 'react-i18next';

import {connection} from './api/connection.ts';

export const languages = {en: 'English', ko: '한국어'} as const;
export type Language = keyof typeof languages;

const files = import.meta.glob<{default: Record<string, unknown>}>('../phrases/*/*.json');

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = files[`../phrases/${language}/${namespace}.json`];
    if (!load) return done(new Error(`there are no phrases ${language}/${namespace}`), null);
    // What i18next could not load once it does not ask for again.
    connection.survive(load).then(
      (file) => done(null, file.default),
      (error: unknown) => done(error as Error, null),
    );
  },
};

const storageKey = 'daemun:language';

function pick(): Language {
  const wanted = [localStorage.getItem(storageKey), document.documentElement.lang, ...navigator.languages];
  const known = wanted.map((tag) => tag?.slice(0, 2)).find((tag) => tag !== undefined && tag in languages);
  return (known as Language | undefined) ?? 'en';
}

export const i18n = i18next;

export async function startPhrases() {
  i18n.on('languageChanged', (language) => (document.documentElement.lang = language));
  await i18n
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: pick(),
      fallbackLng: false,
      ns: ['common'],
      defaultNS: 'common',
      interpolation: {escapeValue: false},
      react: {useSuspense: true},
    });
}

export async function speak(language: Language) {
  localStorage.setItem(storageKey, language);
  await i18n.changeLanguage(language);
}
