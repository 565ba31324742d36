// A task begins with the proof that it needs; the task's page waits until it is there.
import {type ReactNode, useEffect, useState} from 'react';

import {goBack} from '../return.ts';
import {ensureProof} from '../step_up.ts';
import {useAccount} from '../store.ts';
import {Spinner} from './loaded.tsx';

/** `isFree`: an account that has nothing to prove itself with may go on. */
export function Confirmed({isFree = false, children}: {isFree?: boolean; children: ReactNode}) {
  const account = useAccount();
  const isWaived = isFree && account.hasSecurityVerificationMethod === false;
  const [isReady, setReady] = useState(isWaived);
  useEffect(() => {
    if (!isReady) ensureProof().then(() => setReady(true), goBack);
  }, []);
  return isReady ? <>{children}</> : <Spinner />;
}
