import {Radio, Stack} from '@mantine/core';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import type {Tenant} from '../../session/session.ts';
import {AdaptiveRules} from './adaptive_rules.tsx';
import {OwnFactorHint} from './own_factor_hint.tsx';
import {
  isAdaptive,
  isSkippable,
  policies,
  policiesOfAdministrators,
  policyOfAdministrators,
  type Policy,
  type Values,
} from './settings.ts';

interface Props {
  tenant: Tenant;
  values: Values;
  stored: Policy;
  onChange: (changes: Partial<Values>) => void;
  error: ReactNode;
}

/** Who has to have a factor, and when users are asked to set one up. */
export function PolicySection({tenant, values, stored, onChange, error}: Props) {
  const {t} = useTranslation('mfa');
  const {policy, factors} = values;
  const isAdmin = tenant === 'admin';
  const text = isAdmin ? 'administrators.policy' : 'policy.text';
  return (
    <FormSection title={t('policy.title')} description={t(factors.length > 0 ? text : 'policy.off')}>
      <Radio.Group
        aria-label={t('policy.title')}
        value={policy}
        onChange={(next) => onChange({policy: next as Policy})}
        error={error}
      >
        <Stack gap="md">
          {(isAdmin ? policiesOfAdministrators(stored) : policies).map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(isAdmin ? `administrators.${policyOfAdministrators(one)}.name` : `policy.${one}.name`)}
              description={t(isAdmin ? `administrators.${policyOfAdministrators(one)}.text` : `policy.${one}.text`)}
              disabled={factors.length === 0}
            />
          ))}
        </Stack>
      </Radio.Group>
      {factors.length > 0 && isAdaptive(policy) && <AdaptiveRules tenant={tenant} />}
      {isAdmin && factors.length > 0 && !isSkippable(policy) && <OwnFactorHint factors={factors} />}
    </FormSection>
  );
}
