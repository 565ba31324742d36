// The organizations that a user or a machine is in, with the roles there.
import {Button, Group, Menu, Text} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconBuilding, IconPencil, IconPlus, IconX} from '@tabler/icons-react';
import {useQuery, type QueryKey} from '@tanstack/react-query';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {queryClient} from '../api/query_client.ts';
import {ConfirmDialog} from './confirm_dialog.tsx';
import {DataTable} from './data_table.tsx';
import {EmptyState} from './empty_state.tsx';
import {EntityName} from './entity_name.tsx';
import type {Joiner, Membership} from './membership.ts';
import {MembershipDialog} from './membership_dialog.tsx';
import {NameBadges} from './name_badges.tsx';
import {RowMenu} from './row_menu.tsx';

interface Props {
  joiner: Joiner;
  /** of whom these are */
  queryKey: QueryKey;
  text: string;
  emptyText: string;
  removeText: (organization: string | undefined) => string;
}

export function MembershipList({joiner, queryKey, text, emptyText, removeText}: Props) {
  const {t} = useTranslation();
  const query = useQuery({queryKey: [...queryKey, 'organizations'], queryFn: joiner.list});
  const [isEditing, editing] = useDisclosure(false);
  const [isLeaving, leaving] = useDisclosure(false);
  // Stays while the dialog about it fades away; none, a new one.
  const [chosen, setChosen] = useState<Membership>();
  const choose = (membership: Membership | undefined, open: () => void) => {
    setChosen(membership);
    open();
  };
  const leave = async () => {
    await joiner.leave(chosen!.id);
    await queryClient.invalidateQueries();
  };
  const memberships = query.data?.items ?? [];
  const addButton = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => choose(undefined, editing.open)}>
      {t('membership.add')}
    </Button>
  );

  return (
    <>
      <Group justify="space-between" mb="md" gap="sm">
        <Text size="sm" c="dimmed" flex="1 1 260px">
          {text}
        </Text>
        {memberships.length > 0 && addButton}
      </Group>
      <DataTable
        query={{...query, isPlaceholderData: false}}
        keyOf={({id}) => id}
        linkOf={({id}) => `/organizations/${id}`}
        label={t('nav.organizations')}
        columns={[
          {
            header: t('membership.organization'),
            render: ({name, description}) => <EntityName name={name} detail={description} />,
          },
          {
            header: t('membership.roles'),
            render: ({organizationRoles}) => <NameBadges names={organizationRoles.map(({name}) => name)} />,
          },
          {
            header: t('more'),
            isHeaderHidden: true,
            width: 48,
            align: 'right',
            render: (membership) => (
              <RowMenu name={membership.name}>
                <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => choose(membership, editing.open)}>
                  {t('membership.edit')}
                </Menu.Item>
                <Menu.Item
                  color="red"
                  leftSection={<IconX size={16} />}
                  onClick={() => choose(membership, leaving.open)}
                >
                  {t('remove')}
                </Menu.Item>
              </RowMenu>
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconBuilding} title={t('membership.empty')} text={emptyText}>
            {addButton}
          </EmptyState>
        }
      />
      <MembershipDialog
        joiner={joiner}
        membership={chosen}
        present={memberships.map(({id}) => id)}
        opened={isEditing}
        onClose={editing.close}
      />
      <ConfirmDialog
        opened={isLeaving}
        onClose={leaving.close}
        title={t('membership.remove_title')}
        action={t('remove')}
        onConfirm={leave}
      >
        {removeText(chosen?.name)}
      </ConfirmDialog>
    </>
  );
}
