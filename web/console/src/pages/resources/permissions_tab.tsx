import {Button, Code, Menu, Text} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconKey, IconPencil, IconPlus, IconTrash} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {api, contains, takePage} from '../../api/client.ts';
import type {Resource, Scope} from '../../api/types.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import type {Column} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {useList, useListState} from '../../components/list_state.ts';
import {ListTab} from '../../components/list_tab.tsx';
import {RowMenu} from '../../components/row_menu.tsx';
import {deleteScope, isBuiltIn, resourceKey} from './data.ts';
import {CreatePermission, EditPermission} from './permission_dialogs.tsx';

export function PermissionsTab({resource}: {resource: Resource}) {
  const {t} = useTranslation(['resources', 'common']);
  const resourceId = resource.id;
  const state = useListState();
  const query = useList([...resourceKey(resourceId), 'scopes'], state, (paging) => {
    const params = {path: {resourceId}, query: {...paging, ...contains(state.search)}};
    return takePage(api.GET('/api/resources/{resourceId}/scopes', {params}));
  });
  const [isCreating, creating] = useDisclosure(false);
  const [isEditing, editing] = useDisclosure(false);
  const [isDeleting, deleting] = useDisclosure(false);
  // Stays while the dialog about it fades away.
  const [chosen, setChosen] = useState<Scope>();
  const choose = (scope: Scope, open: () => void) => {
    setChosen(scope);
    open();
  };
  const menu: Column<Scope> = {
    header: t('common:more'),
    isHeaderHidden: true,
    width: 56,
    align: 'right',
    render: (scope) => (
      <RowMenu name={scope.name}>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => choose(scope, editing.open)}>
          {t('permission.edit')}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => choose(scope, deleting.open)}>
          {t('common:delete')}
        </Menu.Item>
      </RowMenu>
    ),
  };
  const columns: Column<Scope>[] = [
    {
      header: t('common:permissions.permission'),
      render: ({name}) => <Code style={{overflowWrap: 'anywhere'}}>{name}</Code>,
    },
    {header: t('common:description'), render: ({description}) => description || '–'},
  ];
  const create = !isBuiltIn(resource) && (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={creating.open}>
      {t('common:permissions.create')}
    </Button>
  );

  return (
    <>
      <Text size="sm" c="dimmed" mb="md">
        {t('permission.text')}
      </Text>
      <ListTab
        label={t('common:noun.permissions')}
        state={state}
        query={query}
        searchLabel={t('common:permissions.search')}
        action={create}
        keyOf={({id}) => id}
        columns={isBuiltIn(resource) ? columns : [...columns, menu]}
        empty={
          <EmptyState icon={IconKey} title={t('common:permissions.empty')} text={t('permission.empty_text')}>
            {create}
          </EmptyState>
        }
      />
      <CreatePermission resourceId={resourceId} opened={isCreating} onClose={creating.close} />
      <EditPermission resourceId={resourceId} scope={chosen} opened={isEditing} onClose={editing.close} />
      <ConfirmDialog
        opened={isDeleting}
        onClose={deleting.close}
        title={t('common:permissions.delete_title')}
        onConfirm={() => deleteScope(resourceId, chosen!.id)}
      >
        {t('permission.delete_text', {name: chosen?.name})}
      </ConfirmDialog>
    </>
  );
}
