// The account as the pages show it: loaded once, and again after each change.
import {useSyncExternalStore} from 'react';

import {type Account, loadAccount} from './api.ts';

let account: Account | undefined;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export async function reloadAccount(): Promise<void> {
  account = await loadAccount();
  listeners.forEach((listener) => listener());
}

/** Pages are shown once it is there. */
export const useAccount = (): Account => useSyncExternalStore(subscribe, () => account)!;

export const nameOf = ({name, username, primaryEmail, primaryPhone, id}: Account): string =>
  name || username || primaryEmail || (primaryPhone && `+${primaryPhone}`) || id;
