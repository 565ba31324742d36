import {useRef} from 'react';

import {ApiError} from '../api.ts';

/** Made once, and kept until the server refuses it. */
export function useOnce<Value>(make: () => Promise<Value>) {
  const made = useRef<Value>(undefined);
  return {
    get: async () => (made.current ??= await make()),
    forgetIfRefused: (error: unknown): false => {
      if (error instanceof ApiError && error.status >= 400 && error.status < 500) made.current = undefined;
      return false;
    },
  };
}
