import {Badge, Button, Text} from '@mantine/core';
import {IconPlus, IconWebhook} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {takePage} from '../../api/client.ts';
import {EmptyState} from '../../components/empty_state.tsx';
import {ListPage} from '../../components/list_page.tsx';
import {useList, useListState} from '../../components/list_state.ts';
import {Time} from '../../components/time.tsx';
import {CreateWebhook} from './create.tsx';
import {listWebhooks} from './data.ts';
import {Deliveries} from './delivery_count.tsx';

export function WebhookList() {
  const {t} = useTranslation(['webhooks', 'common']);
  const state = useListState();
  const query = useList(['webhooks'], state, (paging) => takePage(listWebhooks(paging)));
  const showCreate = (isShown: boolean) => state.change({page: state.page, new: isShown ? 'true' : undefined});
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => showCreate(true)}>
      {t('create.open')}
    </Button>
  );
  return (
    <>
      <ListPage
        title={t('title')}
        description={t('text')}
        actions={create}
        state={state}
        query={query}
        keyOf={({id}) => id}
        linkOf={({id}) => `/webhooks/${id}`}
        columns={[
          {
            header: t('name'),
            render: ({name, config}) => (
              <>
                <Text size="sm" fw={500} style={{overflowWrap: 'anywhere'}}>
                  {name || t('unnamed')}
                </Text>
                <Text size="xs" c="dimmed" style={{overflowWrap: 'anywhere'}}>
                  {config.url}
                </Text>
              </>
            ),
          },
          {
            header: t('status'),
            width: 110,
            render: ({enabled}) => (
              <Badge color={enabled ? 'gate' : 'gray'}>{t(enabled ? 'enabled' : 'disabled')}</Badge>
            ),
          },
          {header: t('events'), visibleFrom: 'sm', width: 110, render: ({events}) => events.length},
          {
            header: t('deliveries.day'),
            visibleFrom: 'sm',
            render: ({executionStats}) => <Deliveries stats={executionStats} />,
          },
          {
            header: t('common:created'),
            visibleFrom: 'md',
            width: 150,
            render: ({createdAt}) => <Time at={createdAt} form="relative" />,
          },
        ]}
        empty={
          <EmptyState icon={IconWebhook} title={t('empty')} text={t('empty_text')}>
            {create}
          </EmptyState>
        }
      />
      <CreateWebhook opened={state.filter('new') !== undefined} onClose={() => showCreate(false)} />
    </>
  );
}
