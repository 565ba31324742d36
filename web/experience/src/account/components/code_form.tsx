// The code that was sent to an address.
import {useRef, useState} from 'react';

import type {Address} from '../../api.ts';
import {codeLength} from '../../code_text.ts';
import {CodeEntry} from '../../components/code_entry.tsx';
import {FailureNotice} from '../../components/failure.tsx';
import {SubmitButton} from '../../components/layout.tsx';
import {t} from '../../phrases.ts';
import {useAutoSubmit} from '../../use_auto_submit.ts';
import {useSmsCode} from '../../use_sms_code.ts';
import {type NewRecord, sendCode, verifyCode} from '../api.ts';
import {explain} from '../errors.ts';
import {useTask} from '../use_task.ts';
import {leadId} from './task_page.tsx';

export interface Sent extends NewRecord {
  sentAt: number;
}

export const send = async (address: Address): Promise<Sent> => ({...(await sendCode(address)), sentAt: Date.now()});

interface Props {
  address: Address;
  sent: Sent;
  /** with the record that the right code has proved */
  then: (record: NewRecord) => Promise<void>;
}

export function CodeForm({address, sent: first, then}: Props) {
  const [code, setCode] = useState('');
  const [sent, setSent] = useState(first);
  const [isSpent, setSpent] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  // A code is good once: what comes after may be tried again without it.
  const verified = useRef('');

  const form = useTask({
    fields: ['code'],
    check: (shown) =>
      code.length === codeLength || verified.current === sent.verificationRecordId
        ? {}
        : {code: code ? t('code.invalid') : (shown['code'] ?? t('invalid.required'))},
    act: async () => {
      const {verificationRecordId: id} = sent;
      if (verified.current !== id) await verifyCode(address, id, code);
      verified.current = id;
      await then(sent);
      return 'staying';
    },
    onError: (error) => {
      const explained = explain(error);
      setSpent(Boolean(explained?.isCodeSpent));
      if (explained?.field === 'code') setCode('');
      return false;
    },
  });

  const resending = useTask({
    fields: [],
    act: async () => {
      setSent(await send(address));
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

  return (
    <form noValidate onSubmit={form.onSubmit}>
      <FailureNotice failure={form.failure} attempt={form.attempt} />
      <CodeEntry
        field={field}
        code={code}
        onCode={setCode}
        form={form}
        resending={resending}
        sentAt={sent.sentAt}
        isAgain={sent.verificationRecordId !== first.verificationRecordId}
        isNeeded={isSpent}
        describedBy={leadId}
      />
      <SubmitButton busy={form.busy}>{t('common.continue')}</SubmitButton>
    </form>
  );
}
