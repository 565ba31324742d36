// Which language the console speaks: the one chosen before, else the browser's.

export const languages = {en: 'English', ko: '한국어'} as const;
export type Language = keyof typeof languages;

const storageKey = 'daemun:language';

export function pickLanguage(): Language {
  const wanted = [localStorage.getItem(storageKey), document.documentElement.lang, ...navigator.languages];
  const known = wanted.map((tag) => tag?.slice(0, 2)).find((tag) => tag !== undefined && tag in languages);
  return (known as Language | undefined) ?? 'en';
}

export const keepLanguage = (language: Language) => localStorage.setItem(storageKey, language);
