import {useEffect, useRef} from 'react';

/** Sends a code as soon as it is whole, typed, pasted or filled in. Once for each: a refused one is emptied. */
export function useAutoSubmit(isWhole: boolean, code: string, submit: () => Promise<void>) {
  const latest = useRef(submit);
  latest.current = submit;
  useEffect(() => {
    if (isWhole) void latest.current();
  }, [code]);
}
