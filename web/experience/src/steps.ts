// The steps of a dialogue. The page's address stays; each step is an entry of the tab's history, so the back
// button goes one step back and a reload stays where it was. An entry holds no password and no code.
import {createContext, useContext, useEffect, useMemo, useState} from 'react';

import {webUrl} from '../../shared/url.ts';
import {type Address, ApiError, type Identifier, type Redirection} from './api.ts';
import type {Factor} from './context.ts';
import type {DemandPause, MissingPause} from './pause.ts';

/** What a code is for. */
export type Purpose =
  | {kind: 'enter'; event: 'SignIn' | 'Register'}
  | {kind: 'reset'}
  /** to prove that the account with the address of a company's sign-in is the person's: `verificationId` is that sign-in */
  | {kind: 'link'; verificationId: string}
  | {kind: 'complete'; pause: MissingPause}
  | {kind: 'bind'; pause: DemandPause<'bind'>};

export interface Typed {
  text: string;
  region: string;
}

/** A code that is on its way to an address. */
export interface Sent {
  verificationId: string;
  sentAt: number;
}

/** Steps whose pages are loaded when they are needed. */
export type FactorStep =
  | {name: 'mfa-onboarding'; pause: DemandPause<'suggest'>}
  /** Without a factor: which one to set up. */
  | {name: 'mfa-binding'; pause: DemandPause<'bind'>; factor?: Factor; isTaken?: true}
  | {name: 'mfa-verification'; pause: DemandPause<'verify'>; factor: Factor; sent?: Sent}
  | {name: 'backup-codes'; pause: DemandPause<'backup'>}
  | {name: 'create-passkey'; pause: DemandPause<'passkey'>}
  | {name: 'sign-in-passkey'; identifier: Identifier};

export type Step =
  | {name: 'start'; typed?: Typed; isPasswordChanged?: true}
  | {name: 'password'; identifier: Identifier}
  | {name: 'code'; address: Address; purpose: Purpose; verificationId: string; sentAt: number}
  | {name: 'no-account'; address: Address; verificationId: string; purpose: 'enter' | 'link' | 'reset'}
  | {name: 'has-account'; address: Address; verificationId: string}
  | {name: 'complete'; pause: MissingPause; isTaken?: true}
  | {name: 'forgot'; typed?: Typed}
  /** Whose company's sign-in is it? */
  | {name: 'sso-email'; typed?: Typed}
  /** `isDemanded`: nothing else opens the account */
  | {name: 'sso-connectors'; ids: string[]; isDemanded?: true}
  | {name: 'sso-link'; address: Address; verificationId: string}
  | {name: 'reset'; address: Address}
  | {name: 'expired'; identifier: Identifier}
  | {name: 'suspended'}
  | {name: 'reset-link'}
  | {name: 'other-account'}
  | {name: 'invitation-ended'}
  | FactorStep;

interface Entry {
  /** how many steps of this page are before it */
  depth: number;
  step: Step;
}

const first: Entry = {depth: 0, step: {name: 'start'}};

const readEntry = (): Entry | undefined => (history.state as {daemun?: Entry} | null)?.daemun;

const write = (entry: Entry) => ({daemun: entry});

// On the way through the history to where the dialogue goes on: nothing is shown in between.
let isMoving = false;

export interface Steps {
  step: Step;
  /** false on the page as it was loaded: the browser has its own way with focus then */
  hasMoved: boolean;
  go: (step: Step) => void;
  /** The step that is left cannot be gone back to. */
  replace: (step: Step) => void;
  /** Remembers in the step what was typed, for those who come back. */
  keep: (step: Step) => void;
  back: () => void;
  /** To the first step, dropping those between. */
  restart: (step: Step) => void;
}

const unusable = (): never => {
  throw new Error('no steps around');
};

export const StepsContext = createContext<Steps>({
  step: first.step,
  hasMoved: false,
  go: unusable,
  replace: unusable,
  keep: unusable,
  back: unusable,
  restart: unusable,
});

export const useSteps = () => useContext(StepsContext);

/** Goes back to the page's first entry; gives up waiting for a browser that does not tell. */
async function rewind() {
  const depth = readEntry()?.depth ?? 0;
  if (depth === 0) return;
  isMoving = true;
  const arrived = new Promise<void>((done) => {
    addEventListener('popstate', () => done(), {once: true});
    setTimeout(done, 1000);
  });
  history.go(-depth);
  await arrived;
}

/** `initial`: the step of a page that was just opened. */
export function useHistorySteps(initial?: Step): Steps {
  const [entry, setEntry] = useState(() => readEntry() ?? {depth: 0, step: initial ?? first.step});
  const [hasMoved, setMoved] = useState(false);
  useEffect(() => {
    if (!readEntry()) history.replaceState(write(entry), '');
    const follow = () => {
      if (isMoving) return;
      setMoved(true);
      setEntry(readEntry() ?? first);
    };
    // The browser may bring the page back as it was left.
    const wake = () => {
      isMoving = false;
      follow();
    };
    const wakeIfKept = (event: PageTransitionEvent) => event.persisted && wake();
    addEventListener('popstate', follow);
    addEventListener('pageshow', wakeIfKept);
    return () => {
      removeEventListener('popstate', follow);
      removeEventListener('pageshow', wakeIfKept);
    };
  }, []);

  return useMemo(() => {
    const show = (next: Entry, how: 'pushState' | 'replaceState') => {
      history[how](write(next), '');
      setMoved(true);
      setEntry(next);
    };
    return {
      step: entry.step,
      hasMoved,
      go: (step) => show({depth: entry.depth + 1, step}, 'pushState'),
      replace: (step) => show({depth: entry.depth, step}, 'replaceState'),
      keep: (step) => history.replaceState(write({depth: entry.depth, step}), ''),
      back: () => (entry.depth > 0 ? history.back() : show(first, 'replaceState')),
      restart: (step) =>
        void rewind().then(() => {
          isMoving = false;
          show({depth: 0, step}, 'replaceState');
        }),
    };
  }, [entry, hasMoved]);
}

/** Leaves the pages; the sign-in form must not be in the way of the back button. */
export async function follow({redirectTo}: Redirection) {
  const url = webUrl(redirectTo, location.href);
  if (!url) throw new ApiError('unexpected');
  await rewind();
  isMoving = true;
  location.replace(url);
}
