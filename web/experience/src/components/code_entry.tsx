import type {RefObject} from 'react';

import type {usePlainForm} from '../use_plain_form.ts';
import {CodeField} from './code_field.tsx';
import {Resend} from './resend.tsx';

interface Props {
  /** for who has to move the focus back to the field */
  field: RefObject<HTMLDivElement | null>;
  code: string;
  onCode: (code: string) => void;
  form: ReturnType<typeof usePlainForm>;
  resending: ReturnType<typeof usePlainForm>;
  sentAt: number;
  isAgain: boolean;
  isNeeded: boolean;
  describedBy: string;
}

/** The field for a code that was sent, and the way to another one. */
export const CodeEntry = ({field, code, onCode, form, resending, sentAt, isAgain, isNeeded, describedBy}: Props) => (
  <div ref={field}>
    <CodeField
      value={code}
      onChange={(value) => {
        onCode(value);
        form.clear('code');
      }}
      error={form.errors['code']}
      attempt={form.attempt}
      describedBy={describedBy}
    />
    <Resend
      sentAt={sentAt}
      isAgain={isAgain}
      isNeeded={isNeeded}
      busy={resending.busy}
      onSend={() => void resending.submit()}
    />
  </div>
);
