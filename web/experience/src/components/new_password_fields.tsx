import {useState} from 'react';

import {context} from '../context.ts';
import {t} from '../phrases.ts';
import {rulesOf} from '../policy.ts';
import type {FieldForm} from '../use_plain_form.ts';
import {PasswordField} from './password_field.tsx';

interface NewPassword {
  password: string;
  repeated: string;
}

function faultsOf({password, repeated}: NewPassword): Record<string, string> {
  const met = rulesOf(context.signInExperience.passwordPolicy).every((rule) => rule.met(password));
  return {
    ...(!password ? {password: t('invalid.required')} : !met && {password: t('invalid.password')}),
    ...(password !== repeated && {repeated: t('invalid.confirm')}),
  };
}

/** A new password, typed twice. */
export function useNewPassword() {
  const [value, onChange] = useState<NewPassword>({password: '', repeated: ''});
  const [shown, onShow] = useState(false);
  return {
    fields: {value, onChange, shown, onShow},
    check: () => faultsOf(value),
    /** Typed text must not stay readable while the page waits. */
    take: () => {
      onShow(false);
      return value.password;
    },
  };
}

type Entry = ReturnType<typeof useNewPassword>['fields'];

export function NewPasswordFields({form, value, onChange, shown, onShow, autoFocus = false}: Entry & {form: FieldForm; autoFocus?: boolean}) {
  const {errors, clear, attempt} = form;
  const common = {purpose: 'new', shown, attempt} as const;
  return (
    <>
      <PasswordField
        {...common}
        label={t('field.newPassword')}
        value={value.password}
        onChange={(password) => {
          onChange({...value, password});
          clear('password', 'repeated');
        }}
        error={errors['password']}
        policy={context.signInExperience.passwordPolicy ?? {}}
        onShow={onShow}
        autoFocus={autoFocus}
      />
      <PasswordField
        {...common}
        label={t('field.confirmPassword')}
        value={value.repeated}
        onChange={(repeated) => {
          onChange({...value, repeated});
          clear('repeated');
        }}
        error={errors['repeated']}
      />
    </>
  );
}
