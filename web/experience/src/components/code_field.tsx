import type {ReactNode} from 'react';

import {codeDigits} from '../code_text.ts';
import {t} from '../phrases.ts';
import {Field} from './field.tsx';

interface Props {
  value: string;
  onChange: (value: string) => void;
  error?: ReactNode;
  attempt: number;
  describedBy: string;
}

/** One field, not six: it takes what is pasted, and what the browser or phone fills in. */
export const CodeField = ({value, onChange, error, attempt, describedBy}: Props) => (
  <Field label={t('code.label')} error={error} attempt={attempt} describedBy={describedBy}>
    {(input) => (
      <div className="control">
        <input
          {...input}
          className="code-input"
          name="code"
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          dir="ltr"
          value={value}
          onInput={(event) => {
            const digits = codeDigits(event.currentTarget.value);
            event.currentTarget.value = digits;
            onChange(digits);
          }}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={256}
          aria-required
        />
      </div>
    )}
  </Field>
);
