import {PasswordInput, SegmentedControl, Stack, Text} from '@mantine/core';
import type {UseFormReturnType} from '@mantine/form';
import {useTranslation} from 'react-i18next';

import {i18n} from '../../i18n.ts';
import {makePassword} from './password.ts';

export type PasswordWay = 'made' | 'typed' | 'none';

export interface PasswordValues {
  [name: string]: unknown;
  way: PasswordWay;
  password: string;
}

export const checkPassword = (password: string, {way}: PasswordValues): string | null => {
  if (way !== 'typed') return null;
  if (!password) return i18n.t('common:field.required');
  return password.length > 256 ? i18n.t('common:field.too_long', {max: 256}) : null;
};

/** The password to send, and whether this page has made it and so has to show it. */
export const toPassword = ({way, password}: PasswordValues): {password?: string; made?: string} => {
  if (way === 'none') return {};
  if (way === 'typed') return {password};
  const made = makePassword();
  return {password: made, made};
};

interface Props<Values extends PasswordValues> {
  form: UseFormReturnType<Values>;
  ways: PasswordWay[];
}

/** A password that is made, one that is typed, or none. */
export function PasswordChoice<Values extends PasswordValues>({form, ways}: Props<Values>) {
  const {t} = useTranslation(['users', 'common']);
  const {way} = form.values;
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500} id="password-way">
        {t('common:password.label')}
      </Text>
      <SegmentedControl
        fullWidth
        aria-labelledby="password-way"
        data={ways.map((value) => ({value, label: t(`password.${value}.name`)}))}
        {...form.getInputProps('way')}
      />
      <Text size="xs" c="dimmed">
        {t(`password.${way}.text`)}
      </Text>
      {way === 'typed' && (
        <PasswordInput
          aria-label={t('common:password.label')}
          autoComplete="new-password"
          visibilityToggleButtonProps={{'aria-label': t('common:password.show')}}
          {...form.getInputProps('password')}
        />
      )}
    </Stack>
  );
}
