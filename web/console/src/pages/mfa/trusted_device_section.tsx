import {NumberInput, Stack, Switch} from '@mantine/core';
import type {UseFormReturnType} from '@mantine/form';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import {isAdaptive, type Values} from './settings.ts';

/** Whether users may keep a browser from asking for the second step, and for how long. */
export function TrustedDeviceSection({form}: {form: UseFormReturnType<Values>}) {
  const {t} = useTranslation('mfa');
  const {factors, policy, trustedDevices} = form.values;
  // A cookie is stolen with the password: what looks unusual is asked about in any browser.
  const hasNoEffect = factors.length > 0 && isAdaptive(policy);
  return (
    <FormSection title={t('devices.title')} description={t('devices.text')}>
      <Stack gap="sm">
        <Switch
          label={t('devices.enabled')}
          description={t(hasNoEffect ? 'devices.adaptive' : 'devices.enabled_text')}
          {...form.getInputProps('trustedDevices', {type: 'checkbox'})}
        />
        <NumberInput
          label={t('devices.days')}
          description={t('devices.days_text')}
          maw={260}
          allowDecimal={false}
          allowNegative={false}
          disabled={!trustedDevices}
          {...form.getInputProps('trustedDays')}
        />
      </Stack>
    </FormSection>
  );
}
