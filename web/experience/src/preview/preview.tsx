// The console shows the pages with settings that are not saved yet: it frames /console/preview/… and sends them.
// Nothing here can be used, and nothing leaves the page.
import type {ComponentType} from 'react';
import {createRoot} from 'react-dom/client';

import {Page} from '../components/layout.tsx';
import {context, type Phrases, type SignInExperience} from '../context.ts';
import {Request} from '../pages/consent.tsx';
import {applyTheme} from '../theme.ts';
import {exampleConsent} from './example_consent.ts';

interface Drawing {
  type: 'daemun:preview';
  /** The members of PATCH /api/sign-in-exp that differ from what is saved. */
  settings?: Partial<SignInExperience> & {forgotPasswordMethods?: string[] | null};
  /** Texts in the page's language that differ. */
  phrases?: Record<string, Record<string, string>>;
}

const isDrawing = (data: unknown): data is Drawing =>
  typeof data === 'object' && data !== null && (data as {type?: unknown}).type === 'daemun:preview';

/** As the server makes it of the stored list; without one, all that can be sent is allowed. */
const toForgotPassword = (methods: string[] | null | undefined) =>
  methods && {
    forgotPassword: {
      email: methods.includes('EmailVerificationCode'),
      phone: methods.includes('PhoneVerificationCode'),
    },
  };

const isColor = (text: string | undefined): text is string => /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text ?? '');

/** As the server makes it: the colours, then the tenant's own CSS. */
function styleText({color, customCss}: SignInExperience): string {
  const property = (name: string, value: string | undefined) => (isColor(value) ? `${name}:${value};` : '');
  const colors = property('--primary', color.primaryColor) + property('--primary-dark', color.darkPrimaryColor);
  return `:root{${colors}}\n${customCss ?? ''}`;
}

export function preview(element: HTMLElement, Chosen: ComponentType) {
  element.inert = true;
  const saved = {settings: context.signInExperience, phrases: context.phrases};
  const theme = document.documentElement.dataset['theme'] ?? 'auto';
  const style = document.createElement('style');
  style.nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
  document.head.append(style);
  const root = createRoot(element);
  let drawn = 0;

  const draw = ({settings, phrases}: Drawing) => {
    const merged = {...saved.settings, ...settings, ...toForgotPassword(settings?.forgotPasswordMethods)};
    context.signInExperience = merged;
    context.phrases = Object.fromEntries(
      Object.entries(saved.phrases).map(([group, texts]) => [group, {...texts, ...phrases?.[group]}]),
    ) as Phrases;
    style.textContent = styleText(merged);
    document.documentElement.dataset['theme'] = merged.color.isDarkModeEnabled ? theme : 'light';
    applyTheme(context);
    // A page reads the settings when it is made.
    drawn += 1;
    root.render(
      context.page === 'consent' ? (
        <Page key={drawn}>
          <Request request={exampleConsent} />
        </Page>
      ) : (
        <Chosen key={drawn} />
      ),
    );
  };

  addEventListener('message', ({data, origin, source}: MessageEvent<unknown>) => {
    if (source === parent && origin === location.origin && isDrawing(data)) draw(data);
  });
  parent.postMessage({type: 'daemun:preview-ready'}, location.origin);
}
