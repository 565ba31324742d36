// The other services that the pages offer to sign in with, in the order of the settings.
import {imageUrl} from '../../shared/url.ts';
import {context, type SocialConnector} from './context.ts';

/** Of each service the connector for browsers, or else the one for every platform. */
export function socialConnectors(): SocialConnector[] {
  const chosen = new Map<string, SocialConnector>();
  for (const one of context.signInExperience.socialConnectors ?? []) {
    const known = chosen.get(one.target);
    if (one.platform !== 'Native' && (!known || one.platform === 'Web')) chosen.set(one.target, one);
  }
  return [...chosen.values()];
}

/** In the page's language, or English, or whichever there is. */
export function nameOf({name, target}: SocialConnector): string {
  return name[context.language] ?? name['en'] ?? Object.values(name)[0] ?? target;
}

export function logosOf({logo, logoDark}: SocialConnector) {
  const light = imageUrl(logo);
  return {light, dark: imageUrl(logoDark) ?? light};
}
