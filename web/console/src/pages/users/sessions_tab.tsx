import {Button, Group, Stack} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {notifications} from '@mantine/notifications';
import {IconLogout} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {nameOfUser} from '../../data/find.ts';
import {GrantTable} from './grant_table.tsx';
import {usePeople} from './people.ts';
import {SessionTable} from './session_table.tsx';
import {endAll, useGrants, useSessions} from './sessions.ts';
import {TableHeading} from './table_heading.tsx';

export function SessionsTab({user}: {user: User}) {
  const {t} = useTranslation(['users', 'common']);
  const people = usePeople();
  const sessions = useSessions(user.id);
  const grants = useGrants(user.id);
  const [isEnding, {open, close}] = useDisclosure(false);
  const isSomewhere = Boolean(sessions.data?.total || grants.data?.total);
  const end = async () => {
    await endAll(people, user.id);
    notifications.show({message: t('sessions.all_ended')});
  };
  return (
    <Stack gap="xl">
      <section>
        <Group justify="space-between" align="flex-start" mb="md" gap="sm">
          <TableHeading title={t('sessions.title')} text={t('sessions.text')} />
          {isSomewhere && (
            <Button variant="default" leftSection={<IconLogout size={16} />} onClick={open}>
              {t('sessions.end_all')}
            </Button>
          )}
        </Group>
        <SessionTable userId={user.id} query={sessions} />
      </section>
      <section>
        <Group mb="md">
          <TableHeading title={t('common:nav.applications')} text={t('grants.text')} />
        </Group>
        <GrantTable userId={user.id} query={grants} />
      </section>
      <ConfirmDialog
        opened={isEnding}
        onClose={close}
        title={t('sessions.end_all_title', {name: nameOfUser(user)})}
        action={t('sessions.end_all')}
        onConfirm={end}
      >
        {t('sessions.end_all_text')}
      </ConfirmDialog>
    </Stack>
  );
}
