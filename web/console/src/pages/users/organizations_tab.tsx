import {Button, Group, Menu, Text} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconBuilding, IconPencil, IconPlus, IconX} from '@tabler/icons-react';
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
import {NameBadges} from '../../components/name_badges.tsx';
import {RowMenu} from '../../components/row_menu.tsx';
import {nameOfUser} from '../../data/find.ts';
import {userKey} from './data.ts';
import {MembershipDialog} from './membership_dialog.tsx';

export type Membership = Reply<'/api/users/{userId}/organizations', 'get'>[number];

export function OrganizationsTab({user}: {user: User}) {
  const {t} = useTranslation(['users', 'common']);
  const userId = user.id;
  const queryKey = [...userKey(userId), 'organizations'];
  const query = useQuery({
    queryKey,
    queryFn: () => takePage(api.GET('/api/users/{userId}/organizations', {params: {path: {userId}}})),
  });
  const [isEditing, editing] = useDisclosure(false);
  const [isLeaving, leaving] = useDisclosure(false);
  // Stays while the dialog about it fades away; none, a new one.
  const [chosen, setChosen] = useState<Membership>();
  const choose = (membership: Membership | undefined, open: () => void) => {
    setChosen(membership);
    open();
  };
  const leave = async () => {
    await api.DELETE('/api/organizations/{id}/users/{userId}', {params: {path: {id: chosen!.id, userId}}});
    await queryClient.invalidateQueries();
  };
  const memberships = query.data?.items ?? [];
  const addButton = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => choose(undefined, editing.open)}>
      {t('organizations.add')}
    </Button>
  );

  return (
    <>
      <Group justify="space-between" mb="md" gap="sm">
        <Text size="sm" c="dimmed" flex="1 1 260px">
          {t('organizations.text')}
        </Text>
        {memberships.length > 0 && addButton}
      </Group>
      <DataTable
        query={{...query, isPlaceholderData: false}}
        keyOf={({id}) => id}
        linkOf={({id}) => `/organizations/${id}`}
        label={t('tab.organizations')}
        columns={[
          {
            header: t('organizations.organization'),
            render: ({name, description}) => <EntityName name={name} detail={description} />,
          },
          {
            header: t('organizations.roles'),
            render: ({organizationRoles}) => <NameBadges names={organizationRoles.map(({name}) => name)} />,
          },
          {
            header: t('common:more'),
            isHeaderHidden: true,
            width: 48,
            align: 'right',
            render: (membership) => (
              <RowMenu name={membership.name}>
                <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => choose(membership, editing.open)}>
                  {t('organizations.edit')}
                </Menu.Item>
                <Menu.Item
                  color="red"
                  leftSection={<IconX size={16} />}
                  onClick={() => choose(membership, leaving.open)}
                >
                  {t('common:remove')}
                </Menu.Item>
              </RowMenu>
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconBuilding} title={t('organizations.empty')} text={t('organizations.empty_text')}>
            {addButton}
          </EmptyState>
        }
      />
      <MembershipDialog
        userId={userId}
        membership={chosen}
        present={memberships.map(({id}) => id)}
        opened={isEditing}
        onClose={editing.close}
      />
      <ConfirmDialog
        opened={isLeaving}
        onClose={leaving.close}
        title={t('organizations.remove_title')}
        action={t('common:remove')}
        onConfirm={leave}
      >
        {t('organizations.remove_text', {user: nameOfUser(user), organization: chosen?.name})}
      </ConfirmDialog>
    </>
  );
}
