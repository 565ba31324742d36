import {Text} from '@mantine/core';
import {IconSend} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, takePage} from '../../api/client.ts';
import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {useList, useListState} from '../../components/list_state.ts';
import {PageTurner} from '../../components/page_turner.tsx';
import {Time} from '../../components/time.tsx';
import {ResultBadge} from '../logs/log_columns.tsx';
import {webhookKey} from './data.ts';

const eventOf = (key: string) => key.replace(/^TriggerHook\./, '');

/** Deliveries of the last day. */
export function DeliveriesTab({id}: {id: string}) {
  const {t} = useTranslation(['webhooks', 'common']);
  const state = useListState();
  const query = useList([...webhookKey(id), 'deliveries'], state, (paging) =>
    takePage(api.GET('/api/hooks/{id}/recent-logs', {params: {path: {id}, query: paging}})),
  );
  return (
    <>
      <Text size="sm" c="dimmed" mb="md">
        {t('deliveries.text')}
      </Text>
      <DataTable
        query={query}
        keyOf={(log) => log.id}
        linkOf={(log) => `/logs/${log.id}`}
        label={t('tab.deliveries')}
        columns={[
          {
            header: t('common:noun.event'),
            render: ({key}) => (
              <Text size="sm" fw={500}>
                {eventOf(key)}
              </Text>
            ),
          },
          {header: t('status'), width: 120, render: ({payload}) => <ResultBadge result={payload.result} />},
          {header: t('deliveries.time'), width: 160, render: ({createdAt}) => <Time at={createdAt} form="relative" />},
        ]}
        empty={<EmptyState icon={IconSend} title={t('deliveries.empty')} text={t('deliveries.empty_text')} />}
      />
      <PageTurner total={query.data?.total ?? 0} page={state.page} onChange={(page) => state.change({page})} />
    </>
  );
}
