import {Text} from '@mantine/core';
import {
  IconCheck,
  IconFingerprint,
  IconKey,
  IconLifebuoy,
  IconShieldCheck,
  IconShieldPlus,
  type Icon,
} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import type {Tenant} from '../../session/session.ts';
import classes from './flow_preview.module.css';
import type {Values} from './settings.ts';
import {stepsOf, type Step} from './steps.ts';

const icons: Record<Step, Icon> = {
  credentials: IconKey,
  suggest: IconShieldPlus,
  set_up: IconShieldPlus,
  backup: IconLifebuoy,
  use: IconShieldCheck,
  passkey: IconFingerprint,
  done: IconCheck,
};

/** The pages that users go through, for each case. */
export function FlowPreview({tenant, values}: {tenant: Tenant; values: Values}) {
  const {t, i18n} = useTranslation('mfa');
  // Nobody registers as an administrator.
  const paths = stepsOf(values).filter(([situation]) => tenant === 'default' || situation !== 'register');
  const listed = new Intl.ListFormat(i18n.language, {type: 'disjunction'});
  const names = values.factors.filter((factor) => factor !== 'BackupCode').map((factor) => t(`factor.${factor}.name`));
  const all = values.factors.map((factor) => t(`factor.${factor}.name`));
  const details: Partial<Record<Step, string>> = {
    suggest: listed.format(names),
    set_up: listed.format(names),
    use: listed.format(all),
  };
  return (
    <div className={classes['paths']}>
      {paths.map(([situation, steps]) => (
        <div key={situation}>
          <Text size="sm" fw={500}>
            {t(`preview.situation.${situation}`)}
          </Text>
          <ol className={classes['steps']} aria-label={t(`preview.situation.${situation}`)}>
            {steps.map((step) => {
              const Symbol = icons[step];
              return (
                <li key={step} className={classes['step']}>
                  <Symbol size={16} stroke={1.5} aria-hidden />
                  <span>
                    {t(`preview.step.${step}`)}
                    {details[step] && <small>{details[step]}</small>}
                  </span>
                </li>
              );
            })}
          </ol>
        </div>
      ))}
    </div>
  );
}
