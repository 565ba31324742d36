import {Text} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {Webhook} from './data.ts';

/** How many were sent within a day, and how many of them failed. */
export function Deliveries({stats}: {stats: Webhook['executionStats']}) {
  const {t, i18n} = useTranslation('webhooks');
  if (!stats || stats.requestCount === 0)
    return (
      <Text size="sm" c="dimmed">
        –
      </Text>
    );
  const failed = stats.requestCount - stats.successCount;
  const number = (value: number) => value.toLocaleString(i18n.language);
  return (
    <Text size="sm">
      {number(stats.requestCount)}
      {failed > 0 && (
        <Text span inherit c="red" ml={6}>
          {t('deliveries.failed', {count: failed})}
        </Text>
      )}
    </Text>
  );
}
