import type {RefObject} from 'react';

import type {PlainForm} from '../use_plain_form.ts';
import {CodeField} from './code_field.tsx';
import {leadId} from './layout.tsx';
import {Resend} from './resend.tsx';

interface Props {
  /** lets the form move the focus back to the field */
  field: RefObject<HTMLDivElement | null>;
  code: string;
  onCode: (code: string) => void;
  form: PlainForm;
  sending: PlainForm;
  /** missing: no code is on its way yet */
  sentAt: number | undefined;
  isAgain: boolean;
  isNeeded: boolean;
}

/** The field for a code that was sent, and the way to another one. */
export const CodeEntry = ({field, code, onCode, form, sending, sentAt, isAgain, isNeeded}: Props) => (
  <div ref={field}>
    <CodeField value={code} onChange={onCode} form={form} describedBy={leadId} />
    {(sentAt !== undefined || isNeeded) && (
      <Resend
        sentAt={sentAt ?? 0}
        isAgain={isAgain}
        isNeeded={isNeeded}
        busy={sending.busy}
        onSend={() => void sending.submit()}
      />
    )}
  </div>
);
