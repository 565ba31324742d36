import {Button, Group, Menu, Text} from '@mantine/core';
import {IconPencil, IconPlus, IconUserMinus} from '@tabler/icons-react';
import {useState, type ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {queryClient} from '../../api/query_client.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {EntityAvatar} from '../../components/entity_avatar.tsx';
import {useList, useListState, type ListState} from '../../components/list_state.ts';
import {ListTab} from '../../components/list_tab.tsx';
import {NameBadges} from '../../components/name_badges.tsx';
import {RowMenu} from '../../components/row_menu.tsx';
import {AddMembers, MemberRoles} from './member_dialogs.tsx';
import type {Kind, Member} from './member_kind.ts';

interface Props {
  organizationId: string;
  kind: Kind;
  filters?: (state: ListState) => ReactNode;
  filterNames?: string[];
}

/** The members of an organization and their roles. */
export function Memberships({organizationId, kind, filters, filterNames = []}: Props) {
  const {t} = useTranslation(['organizations', 'common']);
  const state = useListState();
  const [edited, setEdited] = useState<Member>();
  const [doomed, setDoomed] = useState<Member>();
  const {noun} = kind;
  const query = useList(['organizations', organizationId, noun], state, (paging) => kind.list(paging, state));
  // The list of organizations shows faces.
  const reload = () => queryClient.invalidateQueries({queryKey: ['organizations']});
  const showAdd = (isShown: boolean) => state.change({page: state.page, new: isShown ? 'true' : undefined});
  const addButton = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => showAdd(true)}>
      {t(`member.${noun}.add`)}
    </Button>
  );
  return (
    <>
      <ListTab
        label={t(`member.${noun}.label`)}
        state={state}
        query={query}
        searchLabel={t(`common:search.${noun}`)}
        filters={filters?.(state)}
        filterNames={filterNames}
        action={addButton}
        keyOf={({id}) => id}
        linkOf={kind.linkOf}
        columns={[
          {header: t('common:name'), render: (member) => <MemberName kind={kind} member={member} />},
          {
            header: t('common:noun.organization_roles'),
            visibleFrom: 'sm',
            render: ({roles}) => <NameBadges names={roles.map(({name}) => name)} none={t('member.no_roles')} />,
          },
          {
            header: t('common:more'),
            isHeaderHidden: true,
            width: 56,
            align: 'right',
            render: (member) => (
              <RowMenu name={member.name}>
                <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setEdited(member)}>
                  {t('member.edit_roles')}
                </Menu.Item>
                <Menu.Item color="red" leftSection={<IconUserMinus size={16} />} onClick={() => setDoomed(member)}>
                  {t('member.remove')}
                </Menu.Item>
              </RowMenu>
            ),
          },
        ]}
        empty={
          <EmptyState icon={kind.icon} title={t(`member.${noun}.empty`)} text={t(`member.${noun}.empty_text`)}>
            {addButton}
          </EmptyState>
        }
      />
      <AddMembers
        kind={kind}
        organizationId={organizationId}
        opened={state.filter('new') !== undefined}
        onClose={() => showAdd(false)}
        onDone={reload}
      />
      <MemberRoles kind={kind} member={edited} onClose={() => setEdited(undefined)} onDone={reload} />
      <ConfirmDialog
        opened={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={t('member.remove_title')}
        action={t('common:remove')}
        onConfirm={() => kind.remove(doomed!.id).then(reload)}
      >
        {t(`member.${noun}.remove_text`, {name: doomed?.name})}
      </ConfirmDialog>
    </>
  );
}

function MemberName({kind, member: {name, detail, picture}}: {kind: Kind; member: Member}) {
  return (
    <Group gap="sm" wrap="nowrap">
      <EntityAvatar name={name} picture={picture} shape={kind.noun === 'users' ? 'person' : 'thing'} />
      <div style={{minWidth: 0}}>
        <Text size="sm" fw={500} style={{overflowWrap: 'anywhere'}}>
          {name}
        </Text>
        {detail && detail !== name && (
          <Text size="xs" c="dimmed" style={{overflowWrap: 'anywhere'}}>
            {detail}
          </Text>
        )}
      </div>
    </Group>
  );
}
