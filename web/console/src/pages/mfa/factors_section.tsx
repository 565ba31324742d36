import {Checkbox, Stack} from '@mantine/core';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import {useSenders} from '../../data/connectors.ts';
import type {Tenant} from '../../session/session.ts';
import type {Experience, Identifier} from '../sign_in_experience/data.ts';
import {NoSender} from '../sign_in_experience/no_sender.tsx';
import {factors, isFirstFactor, type Factor} from './settings.ts';

interface Props {
  tenant: Tenant;
  experience: Experience;
  value: Factor[];
  onChange: (value: Factor[]) => void;
  error: ReactNode;
}

const senders = {EmailVerificationCode: 'Email', PhoneVerificationCode: 'Sms'} as const;
const isCode = (factor: Factor): factor is keyof typeof senders => factor in senders;

/** How users prove a second time that it is them. */
export function FactorsSection({tenant, experience, value, onChange, error}: Props) {
  const {t} = useTranslation('mfa');
  const can = useSenders();
  // The console has connectors of the users' tenant only; a code that is on can be switched off.
  const shown = factors.filter((factor) => tenant === 'default' || !isCode(factor) || value.includes(factor));
  const canSend = (factor: Factor) => tenant !== 'default' || !isCode(factor) || !can || can[senders[factor]];
  const missing: Identifier[] = shown
    .filter((factor) => !canSend(factor))
    .map((factor) => (factor === 'EmailVerificationCode' ? 'email' : 'phone'));
  return (
    <FormSection title={t('factors.title')} description={t(tenant === 'admin' ? 'administrators.factors' : 'factors.text')}>
      <Checkbox.Group
        aria-label={t('factors.title')}
        value={value}
        error={error}
        onChange={(chosen) => onChange(factors.filter((factor) => chosen.includes(factor)))}
      >
        <Stack gap="md">
          {shown.map((factor) => {
            const isFirst = isFirstFactor(factor, experience);
            const isOff = !value.includes(factor);
            return (
              <Checkbox
                key={factor}
                value={factor}
                label={t(`factor.${factor}.name`)}
                description={t(isFirst ? 'factors.first' : `factor.${factor}.text`)}
                // One that is on may be switched off.
                disabled={isOff && (isFirst || !canSend(factor))}
              />
            );
          })}
        </Stack>
      </Checkbox.Group>
      <NoSender identifiers={missing} />
    </FormSection>
  );
}
