import './style/tokens.css';
import './style/page.css';
import './style/form.css';
import './style/consent.css';

import type {ComponentType} from 'react';
import {createRoot} from 'react-dom/client';

import {context, type PageName} from './context.ts';
import {Consent} from './pages/consent.tsx';
import {ErrorPage, SignedOut, UnknownSession} from './pages/messages.tsx';
import {Register} from './pages/register.tsx';
import {SignIn} from './pages/sign_in.tsx';
import {applyTheme} from './theme.ts';

const pages: Record<Exclude<PageName, 'demo-app'>, ComponentType> = {
  'sign-in': SignIn,
  'identifier-sign-in': SignIn,
  register: Register,
  'identifier-register': Register,
  consent: Consent,
  'signed-out': SignedOut,
  'unknown-session': UnknownSession,
  error: ErrorPage,
};

applyTheme(context);

// The demo application is for developers: users do not load it.
const Chosen =
  context.page === 'demo-app' ? (await import('./demo/demo_app.tsx')).DemoApp : (pages[context.page] ?? ErrorPage);

createRoot(document.getElementById('root')!).render(<Chosen />);
