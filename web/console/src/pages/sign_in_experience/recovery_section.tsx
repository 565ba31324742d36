import {Checkbox, Stack} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import type {Identifier} from './data.ts';
import {NoSender} from './no_sender.tsx';
import {recoveryMethods, type RecoveryMethod} from './recovery.ts';

interface Props {
  value: RecoveryMethod[];
  onChange: (value: RecoveryMethod[]) => void;
  canSend: (identifier: Identifier) => boolean;
  error?: string | undefined;
}

/** How a forgotten password is replaced. */
export function RecoverySection({value, onChange, canSend, error}: Props) {
  const {t} = useTranslation('sign_in_experience');
  const places = {EmailVerificationCode: 'email', PhoneVerificationCode: 'phone'} as const;
  const missing = recoveryMethods.map((method) => places[method]).filter((one) => !canSend(one));
  return (
    <FormSection title={t('recovery.title')} description={t('recovery.text')}>
      <Checkbox.Group
        aria-label={t('recovery.title')}
        value={value}
        error={error}
        onChange={(chosen) => onChange(recoveryMethods.filter((method) => chosen.includes(method)))}
      >
        <Stack gap="xs">
          {recoveryMethods.map((method) => (
            <Checkbox
              key={method}
              value={method}
              label={t(`recovery.method.${method}`)}
              disabled={!canSend(places[method]) && !value.includes(method)}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <NoSender identifiers={missing} />
    </FormSection>
  );
}
