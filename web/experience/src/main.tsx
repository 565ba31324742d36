import './style/tokens.css';
import './style/page.css';
import './style/form.css';
import './style/consent.css';
import './style/device.css';

import type {ComponentType} from 'react';
import {createRoot} from 'react-dom/client';

import {context, type PageName} from './context.ts';
import {onLanguageChange, setTitle} from './languages.ts';
import {findLink} from './link.ts';
import {Consent} from './pages/consent.tsx';
import {Device, DeviceSuccess} from './pages/device.tsx';
import {ErrorPage, Home, SignedOut, UnknownSession} from './pages/messages.tsx';
import {OneTimeToken} from './pages/one_time_token.tsx';
import {Invitation, LinkProblem, SignedIn} from './pages/mail_link.tsx';
import {Register} from './pages/register.tsx';
import {Forgot, SignIn, SingleSignOn} from './pages/sign_in.tsx';
import {applyTheme} from './theme.ts';

const pages: Record<Exclude<PageName, 'callback' | 'demo-app' | 'direct'>, ComponentType> = {
  'sign-in': SignIn,
  'identifier-sign-in': SignIn,
  register: Register,
  'identifier-register': Register,
  'forgot-password': Forgot,
  'reset-password': Forgot,
  'single-sign-on': SingleSignOn,
  'one-time-token': OneTimeToken,
  consent: Consent,
  invitation: Invitation,
  'magic-link': LinkProblem,
  'signed-in': SignedIn,
  device: Device,
  'device-success': DeviceSuccess,
  'signed-out': SignedOut,
  'unknown-session': UnknownSession,
  home: Home,
  error: ErrorPage,
};

// Few people come back from another service, and the demo application is for developers: loaded where they are shown.
// An application may hand a link's token on to whichever page the dialogue begins with.
const hasLink = ['sign-in', 'register'].includes(context.page) && findLink() !== undefined;
const Chosen = hasLink
  ? OneTimeToken
  : context.page === 'demo-app'
    ? (await import('./demo/demo_app.tsx')).DemoApp
    : context.page === 'callback'
      ? (await import('./pages/callback.tsx')).Callback
      : context.page === 'direct'
        ? (await import('./pages/direct.tsx')).Direct
        : (pages[context.page] ?? ErrorPage);

const root = document.getElementById('root')!;
if (context.preview) {
  const {preview} = await import('./preview/preview.tsx');
  preview(root, Chosen);
} else {
  applyTheme(context);
  // Which of several sign-in pages a tab or a bookmark is.
  setTitle();
  const shown = createRoot(root);
  const draw = () => shown.render(<Chosen />);
  onLanguageChange(draw);
  draw();
}
