// A code that was sent to an address: typed or filled in, checked once, and sent again if it does not come.
import {useRef, useState} from 'react';

import type {Address} from './api.ts';
import {codeLength} from './code_text.ts';
import {explain} from './errors.ts';
import {t} from './phrases.ts';
import type {Sent} from './steps.ts';
import {useAutoSubmit} from './use_auto_submit.ts';
import type {PlainForm, PlainOptions} from './use_plain_form.ts';
import {useSmsCode} from './use_sms_code.ts';

interface Options<One extends Sent> {
  /** the forms of the page: those of a step, or of a task */
  useForm: (options: PlainOptions) => PlainForm;
  address: Address;
  first: One;
  resend: () => Promise<One>;
  verify: (sent: One, code: string) => Promise<unknown>;
  /** once the code was right */
  then: (sent: One) => Promise<'leaving' | 'staying'>;
  /** true: the refusal is dealt with */
  onRefusal?: (error: unknown, sent: One) => boolean;
}

export function useSentCode<One extends Sent>(options: Options<One>) {
  const {useForm, address, first, resend, verify, then, onRefusal} = options;
  const [code, setCode] = useState('');
  const [sent, setSent] = useState(first);
  const [isSpent, setSpent] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  // A code is good once: what comes after may be tried again without it.
  const verified = useRef('');

  const form = useForm({
    fields: ['code'],
    // Why the last code was refused says more than that its field is empty now.
    check: (shown) =>
      code.length === codeLength || verified.current === sent.verificationId
        ? {}
        : {code: code ? t('code.invalid') : (shown['code'] ?? t('invalid.required'))},
    act: async () => {
      if (verified.current !== sent.verificationId) await verify(sent, code);
      verified.current = sent.verificationId;
      return then(sent);
    },
    onError: (error) => {
      const isDealtWith = onRefusal?.(error, sent) ?? false;
      const explained = isDealtWith ? undefined : explain(error);
      setSpent(Boolean(explained?.isCodeSpent));
      if (explained?.field === 'code') setCode('');
      return isDealtWith;
    },
  });

  const resending = useForm({
    fields: [],
    act: async () => {
      setSent(await resend());
      setSpent(false);
      setCode('');
      form.clear('code');
      // The button goes away.
      field.current?.querySelector('input')?.focus();
      return 'staying';
    },
    onError: (error) => {
      form.fail(error);
      return true;
    },
  });

  useAutoSubmit(code.length === codeLength, code, form.submit);
  useSmsCode(address.type === 'phone', setCode);
  const entry = {
    field,
    code,
    onCode: setCode,
    form,
    sending: resending,
    sentAt: sent.sentAt,
    isAgain: sent.verificationId !== first.verificationId,
    isNeeded: isSpent,
  };
  return {form, entry};
}
