import {Alert, List, Stack, Text} from '@mantine/core';
import {IconMapPin} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

const rules = ['new_country', 'geo_velocity', 'long_inactivity', 'untrusted_ip'] as const;

/** When a sign-in looks unusual, and what the server has to know for it. */
export function AdaptiveRules() {
  const {t} = useTranslation('mfa');
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={500}>
          {t('adaptive.title')}
        </Text>
        <List size="sm" aria-label={t('adaptive.title')}>
          {rules.map((rule) => (
            <List.Item key={rule}>{t(`adaptive.rule.${rule}`)}</List.Item>
          ))}
        </List>
      </div>
      <Alert color="blue" icon={<IconMapPin size={18} />}>
        <Text size="sm" fw={600}>
          {t('adaptive.source')}
        </Text>
        {t('adaptive.source_text')}
      </Alert>
    </Stack>
  );
}
