// The languages that a person can choose from, and the change to one of them where the page stands.
import names from '../languages.json';
import {context, type Phrases} from './context.ts';
import {t} from './phrases.ts';

export interface SpokenLanguage {
  tag: string;
  /** by which its speakers know it */
  name: string;
}

const nameOf = (tag: string): string => {
  try {
    return new Intl.DisplayNames([tag], {type: 'language'}).of(tag) ?? tag;
  } catch {
    return tag;
  }
};

/** The built-in ones, then those that the tenant adds. */
export const languages = (): SpokenLanguage[] => [
  ...Object.entries(names).map(([tag, name]) => ({tag, name})),
  ...(context.languages ?? []).map((tag) => ({tag, name: nameOf(tag)})),
];

/** Where the tenant fixes the language, there is nothing to choose. */
export const canChooseLanguage = (): boolean =>
  !context.preview && context.signInExperience.languageInfo?.autoDetect !== false;

const isRightToLeft = (tag: string) => /^(ar|cb|fa|he|ps|sy|ur)\b/.test(tag);

// The server reads it for the pages that follow, and for the messages that it sends.
const remember = (tag: string) => {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `_language=${tag}; path=/; max-age=31536000; samesite=lax${secure}`;
};

let redraw = () => {};

/** How the page is drawn again; what was typed stays. */
export const onLanguageChange = (draw: () => void) => {
  redraw = draw;
};

/** The title of the window: that of the loaded page, or a step's own, and the application. */
export const setTitle = (title = t(`title.${context.page}`)) => {
  document.title = [title, context.application?.name].filter(Boolean).join(' · ');
};

/** Throws if the texts cannot be loaded; the page then stays as it is. */
export async function speak(tag: string) {
  const response = await fetch(`/api/.well-known/phrases?${new URLSearchParams({lng: tag})}`, {
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`phrases: ${response.status}`);
  const {translation} = (await response.json()) as {translation: Phrases};
  remember(tag);
  context.language = response.headers.get('content-language') ?? tag;
  context.phrases = translation;
  document.documentElement.lang = context.language;
  document.documentElement.dir = isRightToLeft(context.language) ? 'rtl' : 'ltr';
  setTitle();
  redraw();
}
