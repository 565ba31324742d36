import {ActionIcon, Group, Modal, Text} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconCode, IconLink} from '@tabler/icons-react';
import {useQuery} from '@tanstack/react-query';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Reply, User} from '../../api/types.ts';
import {CodeEditor, formatObject} from '../../components/code_editor.tsx';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {RowButton} from '../../components/row_button.tsx';
import {userKey} from './data.ts';

type Identity = Reply<'/api/users/{userId}/all-identities', 'get'>['socialIdentities'][number];

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

async function listIdentities(userId: string) {
  const {socialIdentities} = await take(api.GET('/api/users/{userId}/all-identities', {params: {path: {userId}}}));
  return {items: socialIdentities, total: socialIdentities.length};
}

/** Accounts at other services that belong to the user. */
export function IdentitiesTab({user}: {user: User}) {
  const {t} = useTranslation('users');
  const userId = user.id;
  const query = useQuery({
    queryKey: [...userKey(userId), 'identities'],
    queryFn: () => listIdentities(userId),
  });
  const [chosen, setChosen] = useState<Identity>();
  const [isShown, shown] = useDisclosure(false);
  const [isUnlinking, unlinking] = useDisclosure(false);
  const choose = (identity: Identity, open: () => void) => {
    setChosen(identity);
    open();
  };
  const unlink = async () => {
    const path = {userId, target: chosen!.target};
    await api.DELETE('/api/users/{userId}/identities/{target}', {params: {path}});
    await queryClient.invalidateQueries({queryKey: userKey(userId)});
  };
  return (
    <>
      <Text size="sm" c="dimmed" mb="md">
        {t('identities.text')}
      </Text>
      <DataTable
        query={query}
        keyOf={({target}) => target}
        label={t('tab.identities')}
        columns={[
          {
            header: t('identities.service'),
            render: ({target, identity}) => (
              <EntityName
                name={target}
                detail={textOf(identity.details?.['email']) ?? textOf(identity.details?.['name'])}
              />
            ),
          },
          {
            header: t('identities.id'),
            visibleFrom: 'sm',
            render: ({identity}) => <span style={{overflowWrap: 'anywhere'}}>{identity.userId}</span>,
          },
          {
            header: t('identities.unlink'),
            isHeaderHidden: true,
            width: 150,
            align: 'right',
            render: (identity) => (
              <Group gap={4} wrap="nowrap" justify="flex-end">
                <ActionIcon
                  aria-label={t('identities.show', {name: identity.target})}
                  onClick={() => choose(identity, shown.open)}
                >
                  <IconCode size={16} stroke={1.5} />
                </ActionIcon>
                <RowButton onClick={() => choose(identity, unlinking.open)}>
                  {t('identities.unlink')}
                </RowButton>
              </Group>
            ),
          },
        ]}
        empty={<EmptyState icon={IconLink} title={t('identities.empty')} text={t('identities.empty_text')} />}
      />
      <Modal opened={isShown} onClose={shown.close} title={t('identities.show', {name: chosen?.target})} size="lg">
        <CodeEditor
          label={t('identities.details')}
          value={formatObject(chosen?.identity ?? {})}
          readOnly
          onChange={() => undefined}
        />
      </Modal>
      <ConfirmDialog
        opened={isUnlinking}
        onClose={unlinking.close}
        title={t('identities.unlink_title', {name: chosen?.target})}
        action={t('identities.unlink')}
        onConfirm={unlink}
      >
        {t('identities.unlink_text')}
      </ConfirmDialog>
    </>
  );
}
