import {Button, Group, Text} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {notifications} from '@mantine/notifications';
import {IconInbox, IconInboxOff, IconTrash} from '@tabler/icons-react';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {api} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {CopyButton} from '../../components/copy_button.tsx';
import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {PageHeader} from '../../components/page_header.tsx';
import {Time} from '../../components/time.tsx';
import {mailboxKey, useMailbox} from '../../data/connectors.ts';
import {codeOf} from './content.ts';
import {useUsageName} from './usage_name.tsx';

// Who waits for a code looks here.
const interval = 3000;

/** The development mailbox: messages that were not sent but kept to be read here. */
export function MessageList() {
  const {t} = useTranslation(['messages', 'common']);
  const query = useMailbox(interval);
  const nameOf = useUsageName();
  const messages = query.data?.messages ?? [];
  const list = query.data && {items: messages, total: messages.length};
  return (
    <>
      <PageHeader
        title={t('common:nav.messages')}
        description={t('text')}
        actions={messages.length > 0 && <Clear count={messages.length} />}
      />
      <DataTable
        query={{data: list, error: query.error, refetch: query.refetch}}
        keyOf={({id}) => id}
        linkOf={({id}) => `/messages/${id}`}
        label={t('common:nav.messages')}
        columns={[
          {
            header: t('to'),
            render: ({to, subject, text}) => (
              <>
                <Text size="sm" fw={500} style={{overflowWrap: 'anywhere'}}>
                  {to}
                </Text>
                <Text size="xs" c="dimmed" lineClamp={1} style={{overflowWrap: 'anywhere'}}>
                  {subject || text}
                </Text>
              </>
            ),
          },
          {header: t('usage_title'), visibleFrom: 'sm', render: ({usageType}) => nameOf(usageType)},
          {
            header: t('code'),
            width: 140,
            render: (message) => <Code code={codeOf(message)} />,
          },
          {
            header: t('time'),
            visibleFrom: 'sm',
            width: 140,
            render: ({createdAt}) => <Time at={createdAt} form="relative" />,
          },
        ]}
        empty={<Empty isEnabled={query.data?.isEnabled ?? false} />}
      />
    </>
  );
}

function Code({code}: {code: string | undefined}) {
  const {t} = useTranslation('messages');
  if (!code) return <>–</>;
  return (
    <Group gap={2} wrap="nowrap">
      <Text span ff="monospace" size="sm" fw={600}>
        {code}
      </Text>
      <CopyButton value={code} label={t('code')} />
    </Group>
  );
}

function Empty({isEnabled}: {isEnabled: boolean}) {
  const {t} = useTranslation(['messages', 'common']);
  if (isEnabled) return <EmptyState icon={IconInbox} title={t('empty')} text={t('empty_text')} />;
  return (
    <EmptyState icon={IconInboxOff} title={t('off')} text={t('off_text')}>
      <Button component={Link} to="/connectors" variant="default">
        {t('common:nav.connectors')}
      </Button>
    </EmptyState>
  );
}

function Clear({count}: {count: number}) {
  const {t} = useTranslation(['messages', 'common']);
  const [isAsking, {open, close}] = useDisclosure(false);
  const clear = async () => {
    await api.DELETE('/api/development-messages');
    await queryClient.invalidateQueries({queryKey: mailboxKey});
    notifications.show({message: t('clear.done')});
  };
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} stroke={1.5} />} onClick={open}>
        {t('clear.open')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={close}
        title={t('clear.title')}
        action={t('clear.open')}
        onConfirm={clear}
      >
        {t('clear.text', {count})}
      </ConfirmDialog>
    </>
  );
}
