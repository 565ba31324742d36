import type {ReactNode} from 'react';

import {context} from '../context.ts';
import {t} from '../phrases.ts';
import {rulesOf} from '../policy.ts';
import {PasswordField} from './password_field.tsx';

export interface NewPassword {
  password: string;
  repeated: string;
}

export function newPasswordFaults({password, repeated}: NewPassword): Partial<NewPassword> {
  const met = rulesOf(context.signInExperience.passwordPolicy).every((rule) => rule.met(password));
  return {
    ...(!password ? {password: t('invalid.required')} : !met && {password: t('invalid.password')}),
    ...(password !== repeated && {repeated: t('invalid.confirm')}),
  };
}

interface Props {
  value: NewPassword;
  onChange: (value: NewPassword) => void;
  errors: Record<string, ReactNode>;
  clear: (...names: string[]) => void;
  shown: boolean;
  onShow: (shown: boolean) => void;
  attempt: number;
  autoFocus?: boolean;
}

export function NewPasswordFields({value, onChange, errors, clear, shown, onShow, attempt, autoFocus = false}: Props) {
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
