// The frame of the overview pages: whose account it is, the navigation, the page, and the small print.
import type {MouseEvent, ReactNode} from 'react';

import {Brand, Footer} from '../components/layout.tsx';
import {Avatar} from './components/avatar.tsx';
import {useArrival} from './components/task_page.tsx';
import {context} from './context.ts';
import {sectionsOf, type Section} from './controls.ts';
import {useHasMemberships} from './organizations/store.ts';
import {type AccountKey, at} from './phrases.ts';
import {Preferences} from './preferences.tsx';
import {addressOf, navigate, useRoute} from './route.ts';
import {client} from './session.ts';
import {dropProof} from './step_up.ts';
import {nameOf, useAccount} from './store.ts';

export const titles: Record<Section, AccountKey> = {
  profile: 'nav.profile',
  security: 'nav.security',
  sessions: 'nav.sessions',
  organizations: 'nav.organizations',
};

/** The last one is there for people who belong to an organization, or are invited. */
export function useSections(): Section[] {
  const hasMemberships = useHasMemberships();
  const sections = sectionsOf(context.accountCenter, context.signInExperience);
  return hasMemberships ? [...sections, 'organizations'] : sections;
}

function NavLink({section}: {section: Section}) {
  const isHere = `${useRoute()}/`.startsWith(`/${section}/`);
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    navigate(`/${section}`);
  };
  return (
    <li>
      <a
        className="logto_ac-sidebar-item"
        href={addressOf(`/${section}`)}
        aria-current={isHere ? 'page' : undefined}
        onClick={follow}
      >
        {at(titles[section])}
      </a>
    </li>
  );
}

function signOut() {
  dropProof();
  void client.signOut();
}

function Header() {
  const account = useAccount();
  const name = nameOf(account);
  return (
    <header className="ac-header logto_ac-page-header">
      <Brand />
      <p className="ac-who">
        <Avatar url={account.avatar} name={name} />
        <span title={name}>{name}</span>
      </p>
      <button type="button" className="ac-action" onClick={signOut}>
        {at('account.signOut')}
      </button>
    </header>
  );
}

interface Props {
  headline: string;
  text?: string;
  children: ReactNode;
}

export function Shell({headline, text, children}: Props) {
  const sections = useSections();
  const box = useArrival(headline, true);
  return (
    <div className="ac logto_ac-page-container">
      <Header />
      <div className="ac-body">
        {sections.length > 1 && (
          <nav className="ac-nav logto_ac-sidebar" aria-label={at('nav.label')}>
            <ul>
              {sections.map((section) => (
                <NavLink key={section} section={section} />
              ))}
            </ul>
          </nav>
        )}
        <main className="ac-main logto_ac-main-content" ref={box}>
          <h1 tabIndex={-1} className="logto_ac-page-title">
            {headline}
          </h1>
          {text && <p className="lead logto_ac-page-description">{text}</p>}
          <div className="ac-content logto_ac-page-content">{children}</div>
        </main>
      </div>
      <div className="ac-foot">
        <Preferences />
        <Footer />
      </div>
    </div>
  );
}
