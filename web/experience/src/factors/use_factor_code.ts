// A code that proves a factor, and what comes after it.
import {useRef, useState} from 'react';

import {ApiError} from '../api.ts';
import type {AnyDemandPause} from '../pause.ts';
import type {Options} from '../use_form.ts';
import {useAutoSubmit} from '../use_auto_submit.ts';
import {useDemand} from './use_demand.ts';

interface CodeOptions extends Pick<Options, 'explain'> {
  pause: AnyDemandPause;
  /** what is wrong with the code before it is sent */
  faultOf: (code: string) => string | undefined;
  /** sent without a button as soon as it has no fault */
  isSentWhenWhole: boolean;
  verify: (code: string) => Promise<unknown>;
  /** after the code was right */
  then?: () => Promise<unknown>;
  onRefusal?: (error: unknown) => void;
}

export function useFactorCode({pause, faultOf, isSentWhenWhole, verify, then, onRefusal, explain}: CodeOptions) {
  const [code, setCode] = useState('');
  // A code is good once: what comes after may be tried again without it.
  const isVerified = useRef(false);
  const form = useDemand(
    pause,
    async () => {
      if (!isVerified.current) await verify(code);
      isVerified.current = true;
      await then?.();
    },
    {
      fields: ['code'],
      ...(explain && {explain}),
      check: (shown) => {
        const fault = isVerified.current ? undefined : faultOf(code);
        // Why the last code was refused says more than that its field is empty now.
        return fault ? {code: code ? fault : (shown['code'] ?? fault)} : {};
      },
      onError: (error) => {
        // An answer that is not about the line: the proof may be gone.
        if (error instanceof ApiError && error.status >= 400 && error.status < 500) isVerified.current = false;
        if (!isVerified.current) setCode('');
        onRefusal?.(error);
        return false;
      },
    },
  );
  useAutoSubmit(isSentWhenWhole && !faultOf(code), code, form.submit);
  const change = (value: string) => {
    setCode(value);
    form.clear('code');
  };
  /** Another code is on its way. */
  const renew = () => {
    isVerified.current = false;
    change('');
  };
  return {code, setCode: change, renew, form};
}
