import {canChooseLanguage, languages, speak} from '../languages.ts';
import {context} from '../context.ts';
import {t} from '../phrases.ts';
import {Chevron, Globe} from './icons.tsx';

/** The language of the page, to be changed. Above the name lies the browser's own list. */
export function LanguageSwitch() {
  if (!canChooseLanguage()) return null;
  const all = languages();
  return (
    <span className="language">
      <Globe />
      <span aria-hidden="true">{all.find(({tag}) => tag === context.language)?.name ?? context.language}</span>
      <Chevron />
      <select
        aria-label={t('common.language')}
        autoComplete="off"
        value={context.language}
        onChange={({currentTarget}) => {
          speak(currentTarget.value).catch(() => {
            currentTarget.value = context.language;
          });
        }}
      >
        {all.map(({tag, name}) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}
