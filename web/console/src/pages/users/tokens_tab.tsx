import {Badge, Button, Group, Menu, Text} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconKey, IconPencil, IconPlus, IconTrash} from '@tabler/icons-react';
import {useQuery} from '@tanstack/react-query';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {api, takePage} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Reply, User} from '../../api/types.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {RowMenu} from '../../components/row_menu.tsx';
import {SecretOnce} from '../../components/secret_once.tsx';
import {Time} from '../../components/time.tsx';
import {userKey} from './data.ts';
import {CreateToken, RenameToken} from './token_dialogs.tsx';

type Token = Reply<'/api/users/{userId}/personal-access-tokens', 'get'>[number];

const path = '/api/users/{userId}/personal-access-tokens' as const;

/** Personal access tokens, with which scripts act as the user. */
export function TokensTab({user}: {user: User}) {
  const {t} = useTranslation(['users', 'common']);
  const userId = user.id;
  const queryKey = [...userKey(userId), 'tokens'];
  const query = useQuery({queryKey, queryFn: () => takePage(api.GET(path, {params: {path: {userId}}}))});
  const reload = () => queryClient.invalidateQueries({queryKey});
  const [made, setMade] = useState<string>();
  const [chosen, setChosen] = useState<Token>();
  const [isCreating, creating] = useDisclosure(false);
  const [isRenaming, renaming] = useDisclosure(false);
  const [isDeleting, deleting] = useDisclosure(false);
  const choose = (token: Token, open: () => void) => {
    setChosen(token);
    open();
  };
  const remove = async () => {
    // A name may have a slash, which no path can hold.
    await api.POST(`${path}/delete`, {params: {path: {userId}}, body: {name: chosen!.name}});
    await reload();
  };
  const createButton = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={creating.open}>
      {t('tokens.create')}
    </Button>
  );

  return (
    <>
      <Group justify="space-between" mb="md" gap="sm">
        <Text size="sm" c="dimmed" flex="1 1 260px">
          {t('tokens.text')}
        </Text>
        {Boolean(query.data?.total) && createButton}
      </Group>
      <DataTable
        query={query}
        keyOf={({name}) => name}
        label={t('tab.tokens')}
        columns={[
          {header: t('common:name'), render: ({name}) => <EntityName name={name} />},
          {
            header: t('common:created'),
            visibleFrom: 'sm',
            width: 160,
            render: ({createdAt}) => <Time at={createdAt} form="relative" />,
          },
          {header: t('common:expiry.expires'), width: 200, render: ({expiresAt}) => <Expiry at={expiresAt} />},
          {
            header: t('common:more'),
            isHeaderHidden: true,
            width: 48,
            align: 'right',
            render: (token) => (
              <RowMenu name={token.name}>
                <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => choose(token, renaming.open)}>
                  {t('tokens.rename')}
                </Menu.Item>
                <Menu.Item
                  color="red"
                  leftSection={<IconTrash size={16} />}
                  onClick={() => choose(token, deleting.open)}
                >
                  {t('common:delete')}
                </Menu.Item>
              </RowMenu>
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconKey} title={t('tokens.empty')} text={t('tokens.empty_text')}>
            {createButton}
          </EmptyState>
        }
      />
      <CreateToken
        opened={isCreating}
        onClose={creating.close}
        create={async (body) => {
          const {data} = await api.POST(path, {params: {path: {userId}}, body});
          await reload();
          setMade(data!.value);
        }}
      />
      <RenameToken
        opened={isRenaming}
        onClose={renaming.close}
        current={chosen?.name ?? ''}
        rename={async (name) => {
          await api.PATCH(path, {params: {path: {userId}}, body: {currentName: chosen!.name, name}});
          await reload();
        }}
      />
      <SecretOnce value={made} onClose={() => setMade(undefined)} title={t('tokens.created')} label={t('tokens.value')}>
        {t('tokens.once')}
      </SecretOnce>
      <ConfirmDialog opened={isDeleting} onClose={deleting.close} title={t('tokens.delete_title')} onConfirm={remove}>
        {t('tokens.delete_text', {name: chosen?.name})}
      </ConfirmDialog>
    </>
  );
}

function Expiry({at}: {at: number | null}) {
  const {t} = useTranslation(['users', 'common']);
  if (at === null) return t('common:expiry.never');
  return (
    <Group gap={6}>
      <Time at={at} />
      {at < Date.now() && <Badge color="red">{t('common:expiry.expired')}</Badge>}
    </Group>
  );
}
