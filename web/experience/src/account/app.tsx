// Which page an address shows, and what stands above every page: confirming who it is, and an ended session.
import {type ReactNode, Suspense, useEffect, useState, useSyncExternalStore} from 'react';

import {Spinner} from './components/loaded.tsx';
import {Toast} from './components/toast.tsx';
import {context} from './context.ts';
import {hasFactor, hasPasskeys, isEditable, isShown, sectionsOf} from './controls.ts';
import {later} from './later.tsx';
import {AddressTask} from './pages/address.tsx';
import {Confirm} from './pages/confirm.tsx';
import {Done, Ended, Missing, SwitchedOff} from './pages/messages.tsx';
import {PasswordTask} from './pages/password.tsx';
import {Profile} from './pages/profile.tsx';
import {Security} from './pages/security.tsx';
import {UsernameTask} from './pages/username.tsx';
import {navigate, useRoute} from './route.ts';
import {ending} from './session.ts';
import {useSections} from './shell.tsx';
import {asking} from './step_up.ts';

const Devices = later(async () => (await import('./pages/sessions.tsx')).Devices);
const AuthenticatorTask = later(async () => (await import('./pages/authenticator.tsx')).AuthenticatorTask);
const BackupCodesTask = later(async () => (await import('./pages/backup_codes.tsx')).BackupCodesTask);
const BackupCodesList = later(async () => (await import('./pages/backup_codes.tsx')).BackupCodesList);
const PasskeyTask = later(async () => (await import('./pages/passkeys.tsx')).PasskeyTask);
const PasskeyManager = later(async () => (await import('./pages/passkeys.tsx')).PasskeyManager);
const DeletionTask = later(async () => (await import('./pages/deletion.tsx')).DeletionTask);
const SocialTask = later(async () => (await import('./pages/social.tsx')).SocialTask);
const SocialRemoval = later(async () => (await import('./pages/social.tsx')).SocialRemoval);
const SocialCallback = later(async () => (await import('./pages/social.tsx')).SocialCallback);

const Organizations = later(async () => (await import('./organizations/list.tsx')).Organizations);
const Organization = later(async () => (await import('./organizations/details.tsx')).Organization);

const sections = () => sectionsOf(context.accountCenter, context.signInExperience);

/** To the first page that has something to show. */
function Home() {
  const [first] = useSections();
  useEffect(() => {
    if (first) navigate(`/${first}`, {replace: true});
  }, [first]);
  return first ? <Spinner /> : <SwitchedOff />;
}

const canTotp = () => isEditable('mfa') && hasFactor('Totp');
const canCodes = () => isShown('mfa') && hasFactor('BackupCode');

interface Place {
  pattern: RegExp;
  isOpen?: () => boolean;
  show: (...parts: string[]) => ReactNode;
}

const places: Place[] = [
  {pattern: /^\/$/, show: () => <Home />},
  {pattern: /^\/profile$/, isOpen: () => sections().includes('profile'), show: () => <Profile />},
  {pattern: /^\/security$/, isOpen: () => sections().includes('security'), show: () => <Security />},
  {pattern: /^\/sessions$/, isOpen: () => sections().includes('sessions'), show: () => <Devices />},
  {pattern: /^\/organizations$/, show: () => <Organizations />},
  {pattern: /^\/organizations\/([^/]+)$/, show: (id = '') => <Organization key={id} id={id} />},
  {pattern: /^\/email$/, isOpen: () => isEditable('email'), show: () => <AddressTask key="email" type="email" />},
  {pattern: /^\/phone$/, isOpen: () => isEditable('phone'), show: () => <AddressTask key="phone" type="phone" />},
  {pattern: /^\/username$/, isOpen: () => isEditable('username'), show: () => <UsernameTask />},
  {pattern: /^\/password$/, isOpen: () => isEditable('password'), show: () => <PasswordTask />},
  {pattern: /^\/authenticator-app$/, isOpen: canTotp, show: () => <AuthenticatorTask key="new" replaces={false} />},
  {pattern: /^\/authenticator-app\/replace$/, isOpen: canTotp, show: () => <AuthenticatorTask key="replace" replaces />},
  {
    pattern: /^\/backup-codes\/generate$/,
    isOpen: () => canCodes() && isEditable('mfa'),
    show: () => <BackupCodesTask replaces={false} />,
  },
  {
    pattern: /^\/backup-codes\/regenerate$/,
    isOpen: () => canCodes() && isEditable('mfa'),
    show: () => <BackupCodesTask replaces />,
  },
  {pattern: /^\/backup-codes\/manage$/, isOpen: canCodes, show: () => <BackupCodesList />},
  {pattern: /^\/passkey\/add$/, isOpen: () => isEditable('passkey') && hasPasskeys(), show: () => <PasskeyTask />},
  {pattern: /^\/passkey\/manage$/, isOpen: () => isShown('passkey') && hasPasskeys(), show: () => <PasskeyManager />},
  // In a tab that has signed in since: the account stays.
  {pattern: /^\/deletion\/success$/, show: () => <Home />},
  {pattern: /^\/deletion$/, isOpen: () => isEditable('accountDeletion'), show: () => <DeletionTask />},
  {
    pattern: /^\/callback\/social\/([^/]+)$/,
    isOpen: () => isEditable('social'),
    show: (id = '') => <SocialCallback id={id} />,
  },
  {
    pattern: /^\/(email|phone|username|password|authenticator-app|backup-codes|passkey|social)(?:\/replace)?\/success$/,
    show: (task = '') => <Done task={task} />,
  },
  {
    pattern: /^\/social\/([^/]+)$/,
    isOpen: () => isEditable('social'),
    show: (id = '') => <SocialTask id={id} method="POST" />,
  },
  {
    pattern: /^\/social\/([^/]+)\/change$/,
    isOpen: () => isEditable('social'),
    show: (id = '') => <SocialTask id={id} method="PUT" />,
  },
  {pattern: /^\/social\/([^/]+)\/remove$/, isOpen: () => isEditable('social'), show: (id = '') => <SocialRemoval id={id} />},
];

function pageOf(route: string): ReactNode {
  for (const {pattern, isOpen, show} of places) {
    const found = pattern.exec(route);
    if (found) return (isOpen?.() ?? true) ? show(...found.slice(1)) : <Missing />;
  }
  return <Missing />;
}

export function AccountCenter() {
  const route = useRoute();
  const isAsked = useSyncExternalStore(asking.subscribe, asking.isAsked);
  const hasEnded = useSyncExternalStore(ending.subscribe, ending.hasEnded);
  const isCovered = isAsked || hasEnded;
  // The page below keeps what is typed.
  const [covered] = useState(() => ({focus: null as Element | null}));
  useEffect(() => {
    if (!isCovered && covered.focus instanceof HTMLElement && covered.focus.isConnected) covered.focus.focus();
  }, [isCovered]);
  if (!isCovered) covered.focus = document.activeElement;
  return (
    <div className="logto_ac-app">
      <div hidden={isCovered}>
        <Suspense fallback={<Spinner />}>{pageOf(route)}</Suspense>
      </div>
      {hasEnded ? <Ended /> : isAsked && <Confirm />}
      <Toast />
    </div>
  );
}
