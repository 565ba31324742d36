import {Checkbox, PasswordInput} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {useTranslation} from 'react-i18next';

import {ApiError} from '../../api/api_error.ts';
import type {User} from '../../api/types.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';
import {changePassword} from './data.ts';
import {endOthers} from './sessions.ts';

interface Props {
  user: User;
  title: string;
  opened: boolean;
  onClose: () => void;
}

const initialValues = {current: '', password: '', repeated: '', endsOthers: true};
type Values = typeof initialValues;

const shortest = 8;
const wrong = 'session.invalid_credentials';

export function PasswordDialog({user, title, opened, onClose}: Props) {
  const {t} = useTranslation(['profile', 'common']);
  const {hasPassword = false} = user;
  const change = async ({current, password, endsOthers}: Values) => {
    await changePassword(user.id, hasPassword ? current : undefined, password).catch((error: unknown) => {
      const isWrong = error instanceof ApiError && error.code === wrong;
      throw isWrong ? new ApiError(error.status, {code: wrong, message: t('password.wrong')}) : error;
    });
    if (endsOthers) await endOthers(user.id);
    notifications.show({message: t('common:password.done')});
  };
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={title}
      action={title}
      initialValues={initialValues}
      validate={{
        current: (value) => (hasPassword ? check.required(value) : null),
        password: (value) =>
          value.length < shortest ? t('common:field.too_short', {min: shortest}) : check.atMost(256)(value),
        repeated: (value, {password}) => (value === password ? null : t('password.differs')),
      }}
      fieldOfCode={{[wrong]: 'current'}}
      create={change}
    >
      {(form) => {
        const field = (name: 'current' | 'password' | 'repeated', autoComplete: string) => (
          <PasswordInput
            label={t(`password.${name}`)}
            autoComplete={autoComplete}
            visibilityToggleButtonProps={{'aria-label': t('common:password.show')}}
            {...form.getInputProps(name)}
          />
        );
        return (
          <>
            {/* Password managers look for whose password it is. */}
            <input
              type="text"
              autoComplete="username"
              value={user.username ?? user.primaryEmail ?? ''}
              readOnly
              hidden
            />
            {hasPassword && field('current', 'current-password')}
            {field('password', 'new-password')}
            {field('repeated', 'new-password')}
            <Checkbox label={t('sessions.end_others')} {...form.getInputProps('endsOthers', {type: 'checkbox'})} />
          </>
        );
      }}
    </CreateDialog>
  );
}
