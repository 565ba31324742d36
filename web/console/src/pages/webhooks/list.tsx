import {Badge, Text} from '@mantine/core';
import {IconWebhook} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {takePage} from '../../api/client.ts';
import {ListPage} from '../../components/list_page.tsx';
import {Time} from '../../components/time.tsx';
import {useListPage} from '../../components/use_list_page.tsx';
import {CreateWebhook} from './create.tsx';
import {listWebhooks} from './data.ts';
import {Deliveries} from './delivery_count.tsx';

export function WebhookList() {
  const {t} = useTranslation(['webhooks', 'common']);
  const {page, dialog} = useListPage({
    key: ['webhooks'],
    load: (paging) => takePage(listWebhooks(paging)),
    create: t('common:action.create_webhook'),
    empty: {icon: IconWebhook, title: t('empty'), text: t('empty_text')},
  });
  return (
    <>
      <ListPage
        {...page}
        title={t('common:nav.webhooks')}
        description={t('text')}
        keyOf={({id}) => id}
        linkOf={({id}) => `/webhooks/${id}`}
        columns={[
          {
            header: t('common:name'),
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
            header: t('common:time.day'),
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
      />
      <CreateWebhook {...dialog} />
    </>
  );
}
