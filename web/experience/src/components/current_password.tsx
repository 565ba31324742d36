// The password that an account has.
import {useState} from 'react';

import {t} from '../phrases.ts';
import type {FieldForm} from '../use_plain_form.ts';
import {PasswordField} from './password_field.tsx';

export function useCurrentPassword() {
  const [value, onChange] = useState('');
  const [shown, onShow] = useState(false);
  return {
    field: {value, onChange, shown, onShow},
    check: (): Record<string, string> => (value ? {} : {password: t('invalid.required')}),
    /** Typed text must not stay readable while the page waits. */
    take: () => {
      onShow(false);
      return value;
    },
  };
}

type Props = ReturnType<typeof useCurrentPassword>['field'] & {
  form: FieldForm;
  autoFocus?: boolean;
  describedBy?: string;
};

export const CurrentPassword = ({form, onChange, ...field}: Props) => (
  <PasswordField
    {...field}
    label={t('field.password')}
    purpose="current"
    onChange={(value) => {
      onChange(value);
      form.clear('password');
    }}
    error={form.errors['password']}
    attempt={form.attempt}
  />
);
