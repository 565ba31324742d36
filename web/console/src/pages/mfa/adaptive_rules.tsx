import {Alert, List, Stack, Text} from '@mantine/core';
import {IconMapPin} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import type {Tenant} from '../../session/session.ts';
import {useAdaptiveRules} from './data.ts';

const rules = ['new_country', 'geo_velocity', 'long_inactivity', 'untrusted_ip'] as const;

/** When a sign-in looks unusual, and what the server has to know for it. */
export function AdaptiveRules({tenant}: {tenant: Tenant}) {
  const {t} = useTranslation('mfa');
  const silent = useAdaptiveRules(tenant).data?.silentRules ?? [];
  const hint = silent.includes('new_country') ? 'place' : silent.includes('geo_velocity') ? 'distance' : undefined;
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={500}>
          {t('adaptive.title')}
        </Text>
        <List size="sm" aria-label={t('adaptive.title')}>
          {rules.map((rule) => (
            <List.Item key={rule}>
              {t(`adaptive.rule.${rule}`)}
              {silent.includes(rule) && (
                <Text span inherit c="dimmed">
                  {' '}
                  {t('adaptive.silent')}
                </Text>
              )}
            </List.Item>
          ))}
        </List>
      </div>
      {hint && (
        <Alert color="blue" icon={<IconMapPin size={18} />}>
          <Text size="sm" fw={600}>
            {t(`adaptive.${hint}`)}
          </Text>
          {t(`adaptive.${hint}_text`)}
        </Alert>
      )}
    </Stack>
  );
}
