import {Alert, List} from '@mantine/core';
import {IconAlertTriangle, IconCheck} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

/** Changes that were made, and those that failed: a failure does not stop the rest. */
export function Outcome({made, failures}: {made: number; failures: string[]}) {
  const {t} = useTranslation('tenant');
  return (
    <div role="status">
      {failures.length === 0 ? (
        <Alert color="gate" icon={<IconCheck size={18} />} title={t('apply.done')}>
          {t('apply.made', {count: made})}
        </Alert>
      ) : (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t('apply.failed', {count: failures.length})}>
          {t('apply.made', {count: made})}
          <List size="sm" mt="xs">
            {failures.map((failure) => (
              <List.Item key={failure}>{failure}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </div>
  );
}
