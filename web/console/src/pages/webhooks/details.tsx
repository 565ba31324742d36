import {Badge, Group} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {useNavigate, useParams} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {DeleteMenu} from '../../components/delete_menu.tsx';
import {DetailPage} from '../../components/detail_page.tsx';
import {IdChip} from '../../components/id_chip.tsx';
import {deleteWebhook, useWebhook, type Webhook} from './data.ts';
import {DeliveriesTab} from './deliveries_tab.tsx';
import {Deliveries} from './delivery_count.tsx';
import {SettingsTab} from './settings_tab.tsx';

export function WebhookDetails() {
  const {t} = useTranslation(['webhooks', 'common']);
  const {id} = useParams({from: '/shell/webhooks/$id/{-$tab}'});
  const query = useWebhook(id);
  const navigate = useNavigate();
  const nameOf = ({name}: Webhook) => name || t('unnamed');

  const remove = async (webhook: Webhook) => {
    await deleteWebhook(id);
    notifications.show({message: t('common:deleted', {name: nameOf(webhook)})});
    await navigate({to: '/webhooks', ignoreBlocker: true});
  };
  return (
    <DetailPage
      query={query}
      back={{to: '/webhooks', label: t('common:nav.webhooks')}}
      title={nameOf}
      description={({enabled, executionStats}) => (
        <Group gap="xs">
          <Badge color={enabled ? 'gate' : 'gray'}>{t(enabled ? 'enabled' : 'disabled')}</Badge>
          <IdChip id={id} />
          {executionStats && executionStats.requestCount > 0 && (
            <Group gap={6}>
              {t('common:time.day')}: <Deliveries stats={executionStats} />
            </Group>
          )}
        </Group>
      )}
      actions={(webhook) => (
        <DeleteMenu title={t('delete.title')} name={nameOf(webhook)} onConfirm={() => remove(webhook)}>
          {t('delete.text')}
        </DeleteMenu>
      )}
      tabs={(webhook) => [
        {value: 'settings', label: t('common:settings'), content: <SettingsTab webhook={webhook} />},
        {value: 'deliveries', label: t('tab.deliveries'), content: <DeliveriesTab id={id} />},
      ]}
    />
  );
}
