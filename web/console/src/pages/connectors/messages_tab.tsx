import {Badge, Text} from '@mantine/core';
import {IconSend} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, takePage} from '../../api/client.ts';
import type {Reply} from '../../api/types.ts';
import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {useList, useListState} from '../../components/list_state.ts';
import {PageTurner} from '../../components/page_turner.tsx';
import {Time} from '../../components/time.tsx';
import {UsageName} from '../messages/usage_name.tsx';
import {inLanguage} from '../../data/connectors.ts';
import {useFactories} from './data.ts';

type Message = Reply<'/api/messages', 'get'>[number];

const looks = {
  waiting: {color: 'gray'},
  sent: {color: 'gate'},
  failed: {color: 'red'},
  uncertain: {color: 'gray', variant: 'outline'},
} satisfies Record<Message['status'], object>;

/** What became of the messages of the last 30 days. */
export function MessagesTab() {
  const {t, i18n} = useTranslation(['connectors', 'common']);
  const state = useListState();
  const query = useList(['messages'], state, (paging) => takePage(api.GET('/api/messages', {params: {query: paging}})));
  const {data: factories} = useFactories();
  const nameOf = (id: string) => {
    const factory = factories?.find((one) => one.id === id);
    return factory ? inLanguage(factory.name, i18n.language) : id;
  };
  return (
    <>
      <Text size="sm" c="dimmed" mb="md">
        {t('log.text')}
      </Text>
      <DataTable
        query={query}
        keyOf={({id}) => id}
        label={t('tab.messages')}
        columns={[
          {
            header: t('log.recipient'),
            render: ({recipient, error}) => (
              <>
                <Text size="sm" fw={500} style={{overflowWrap: 'anywhere'}}>
                  {recipient}
                </Text>
                {error && (
                  <Text size="xs" c="red" style={{overflowWrap: 'anywhere'}}>
                    {error}
                  </Text>
                )}
              </>
            ),
          },
          {
            header: t('log.status'),
            width: 120,
            render: ({status}) => (
              <Badge {...looks[status]}>{t(`log.state.${status}`)}</Badge>
            ),
          },
          {header: t('log.usage'), visibleFrom: 'sm', render: ({usageType}) => <UsageName type={usageType} />},
          {header: t('log.connector'), visibleFrom: 'md', render: ({connectorId}) => nameOf(connectorId)},
          {
            header: t('log.time'),
            width: 150,
            render: ({createdAt}) => <Time at={createdAt} form="relative" />,
          },
        ]}
        empty={<EmptyState icon={IconSend} title={t('log.empty')} text={t('log.empty_text')} />}
      />
      <PageTurner total={query.data?.total ?? 0} page={state.page} onChange={(page) => state.change({page})} />
    </>
  );
}
