// Sets the companions of the accent colour. Through the CSSOM, which a strict
// Content-Security-Policy allows; style attributes are not.
import {accentOf} from '../../shared/color.ts';
import {imageUrl} from '../../shared/url.ts';
import type {Context} from './context.ts';

export const surfaces = {light: '#ffffff', dark: '#1b1e22'};

export function applyTheme({signInExperience, application}: Context) {
  const {color} = signInExperience;
  const root = document.documentElement.style;
  const set = (suffix: string, primary: string, surface: string) => {
    for (const [name, value] of Object.entries(accentOf(primary, surface) ?? {})) {
      root.setProperty(`--accent-${name}-${suffix}`, value);
    }
  };
  set('light', color.primaryColor, surfaces.light);
  set('dark', color.darkPrimaryColor || color.primaryColor, surfaces.dark);

  const favicon = imageUrl(application?.branding?.favicon ?? signInExperience.branding?.favicon);
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (favicon && link) {
    link.removeAttribute('type');
    link.href = favicon;
  }
}
