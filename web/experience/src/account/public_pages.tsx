// Pages for people without a session: signing in would take back what one says, and may be impossible at the other.
import {type ReactNode, Suspense} from 'react';

import {Spinner} from './components/loaded.tsx';
import {later} from './later.tsx';
import {routeOf} from './route.ts';
import {keep, recall, tab} from './storage.ts';

const EmailUndo = later(async () => (await import('./pages/email_undo.tsx')).EmailUndo);
const DeletionPlanned = later(async () => (await import('./pages/deletion.tsx')).DeletionPlanned);

/** Takes the token of a mail out of the address at once. A reload of the tab, in another language, still has it. */
function takeUndoToken() {
  const token = new URLSearchParams(location.search).get('token');
  if (token) keep(tab, 'email-undo', token, 60);
  if (location.search) history.replaceState(null, '', location.pathname);
}

const show = (page: ReactNode) => (
  <div className="logto_ac-app">
    <Suspense fallback={<Spinner />}>{page}</Suspense>
  </div>
);

/** Undefined for all other addresses. */
export function publicPage(): ReactNode {
  const route = routeOf(location.pathname);
  if (route === '/undo-email-change') {
    takeUndoToken();
    return show(<EmailUndo />);
  }
  const deletesAt = recall<number>(tab, 'deletes-at');
  return route === '/deletion/success' && deletesAt !== undefined ? show(<DeletionPlanned time={deletesAt} />) : undefined;
}
