// English and Korean. Each page has a namespace of its own, fetched with the page; `common` comes first.
import i18next, {type BackendModule} from 'i18next';
import {initReactI18next} from 'react-i18next';

import {connection} from './api/connection.ts';
import {keepLanguage, pickLanguage, type Language} from './language.ts';

export {languages, type Language} from './language.ts';

const files = import.meta.glob<{default: Record<string, unknown>}>('../phrases/*/*.json');

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = files[`../phrases/${language}/${namespace}.json`];
    if (!load) return done(new Error(`there are no phrases ${language}/${namespace}`), null);
    // i18next never retries a file that failed to load.
    connection.survive(load).then(
      (file) => done(null, file.default),
      (error: unknown) => done(error as Error, null),
    );
  },
};

export const i18n = i18next;

export async function startPhrases() {
  i18n.on('languageChanged', (language) => (document.documentElement.lang = language));
  await i18n
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: pickLanguage(),
      fallbackLng: false,
      ns: ['common'],
      defaultNS: 'common',
      interpolation: {escapeValue: false},
      react: {useSuspense: true},
    });
}

export async function speak(language: Language) {
  keepLanguage(language);
  await i18n.changeLanguage(language);
}
