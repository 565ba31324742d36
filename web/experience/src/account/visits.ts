// How a browser and a place are named, wherever a visit of the person is shown.
import {parseAgent} from '../../../shared/agent.ts';
import {Phone} from '../factors/icons.tsx';
import {Computer} from './components/icons.tsx';
import {context} from './context.ts';
import {at} from './phrases.ts';

export function describeAgent(text: string | null | undefined) {
  if (!text) return {name: at('sessions.unknown'), Icon: Computer};
  const {browser, system, isMobile} = parseAgent(text);
  return {
    name: system ? at('sessions.browserOn', {browser, system}) : browser,
    Icon: isMobile ? Phone : Computer,
  };
}

function countryOf(code: string | null | undefined): string | undefined {
  try {
    return code ? new Intl.DisplayNames([context.language, 'en'], {type: 'region'}).of(code) : undefined;
  } catch {
    return code ?? undefined;
  }
}

export const placeOf = (city: string | null | undefined, country: string | null | undefined) =>
  [city, countryOf(country)].filter(Boolean).join(', ');
