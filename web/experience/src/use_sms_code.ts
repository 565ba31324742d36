// WebOTP: a browser on a phone can read the code from the message, if the person agrees.
import {useEffect, useRef} from 'react';

import {codeDigits} from './code_text.ts';

interface OtpCredential extends Credential {
  code?: string;
}

export function useSmsCode(isSms: boolean, take: (code: string) => void) {
  const taken = useRef(take);
  taken.current = take;
  useEffect(() => {
    if (!isSms || !('OTPCredential' in window)) return;
    const given = new AbortController();
    const options = {otp: {transport: ['sms']}, signal: given.signal} as CredentialRequestOptions;
    navigator.credentials.get(options).then(
      (credential) => {
        const code = (credential as OtpCredential | null)?.code;
        if (code) taken.current(codeDigits(code));
      },
      // Refused, or given up: it can be typed.
      () => undefined,
    );
    return () => given.abort();
  }, [isSms]);
}
