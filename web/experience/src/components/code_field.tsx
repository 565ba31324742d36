import {codeDigits} from '../code_text.ts';
import {t} from '../phrases.ts';
import type {FieldForm} from '../use_plain_form.ts';
import {Field} from './field.tsx';

interface Props {
  value: string;
  onChange: (value: string) => void;
  form: FieldForm;
  describedBy: string;
}

/** One field, not six: it takes what is pasted, and what the browser or phone fills in. */
export const CodeField = ({value, onChange, form, describedBy}: Props) => (
  <Field label={t('code.label')} error={form.errors['code']} attempt={form.attempt} describedBy={describedBy}>
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
            form.clear('code');
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
