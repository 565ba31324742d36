// Passkeys on the first step: a button, and among what the browser fills in.
import {useEffect, useRef, useState} from 'react';

import {context} from './context.ts';
import {stepOf} from './next_step.ts';
import {explainSignIn, signInWithPasskey, waitForPasskey} from './passkey_flow.ts';
import {useSteps} from './steps.ts';
import {type Options, useForm} from './use_form.ts';
import {canOfferPasskeys, canUsePasskeys, PasskeyError} from './webauthn.ts';

export interface PasskeyEntry {
  hasButton: boolean;
  isFilledIn: boolean;
}

/** What the settings allow and the browser can do. */
export function passkeyEntry(): PasskeyEntry | undefined {
  const {enabled, showPasskeyButton = false, allowAutofill = false} = context.signInExperience.passkeySignIn ?? {};
  // A preview shows the button wherever it is looked at.
  if (!enabled || !(canUsePasskeys() || context.preview)) return undefined;
  return {hasButton: showPasskeyButton, isFilledIn: allowAutofill && !context.preview};
}

// The server takes an answer for five minutes.
const renewal = 4 * 60_000;

/** Whether the ceremony ended in the browser, by the person or by another ceremony: no passkey was refused. */
const isCalledOff = (error: unknown) =>
  error instanceof PasskeyError && (error.fault === 'cancelled' || error.fault === 'aborted');

interface Entry extends Pick<Options, 'check'> {
  isFilledIn: boolean;
  /** Another form of the page is on its way. */
  isBusy: boolean;
}

export function usePasskeyEntry({isFilledIn, isBusy, check}: Entry) {
  const steps = useSteps();
  const signIn = useRef(signInWithPasskey);
  // A passkey was picked and did not sign in. An authenticator that answers by itself would answer the next offer
  // at once, and be refused again without end: the next move is the person's.
  const [isSpent, setSpent] = useState(false);
  const form = useForm({
    fields: [],
    ...(check && {check}),
    explain: explainSignIn,
    act: async () => {
      const pause = await signIn.current();
      if (pause) steps.go(stepOf(pause));
      return pause ? 'staying' : 'leaving';
    },
    onError: (error) => {
      if (!isCalledOff(error)) setSpent(true);
      return false;
    },
  });
  const submit = (how: typeof signInWithPasskey) => {
    signIn.current = how;
    void form.submit();
  };
  const latest = useRef(submit);
  latest.current = submit;

  // Ended by whatever is sent, and offered again if that comes to nothing, unless it was a passkey.
  const isWaiting = isFilledIn && !isBusy && !form.busy && !isSpent;
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!isWaiting) return;
    const over = new AbortController();
    const wait = async () => {
      if (!(await canOfferPasskeys())) return;
      const how = await waitForPasskey(over.signal);
      if (over.signal.aborted) return;
      setSpent(true);
      latest.current(how);
    };
    const timer = setTimeout(() => setRound((count) => count + 1), renewal);
    // It is an offer only: without it, the page works as it does elsewhere.
    wait().catch(() => clearTimeout(timer));
    return () => {
      clearTimeout(timer);
      over.abort();
    };
  }, [isWaiting, round]);

  // What kept a picked passkey from being sent is mended: it may be picked again.
  const clear = (field: string) => {
    form.clear(field);
    setSpent(false);
  };
  return {...form, clear, start: () => submit(signInWithPasskey)};
}
