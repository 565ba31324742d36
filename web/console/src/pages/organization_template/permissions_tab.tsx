import {Button, Code, Menu} from '@mantine/core';
import {IconKey, IconPencil, IconPlus, IconTrash} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {api, takePage} from '../../api/client.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {useList, useListState} from '../../components/list_state.ts';
import {ListTab} from '../../components/list_tab.tsx';
import {RowMenu} from '../../components/row_menu.tsx';
import {having} from '../../data/find.ts';
import {deleteScope, scopesKey, type OrganizationScope} from './data.ts';
import {PermissionDialog} from './permission_dialog.tsx';

export function PermissionsTab() {
  const {t} = useTranslation(['organization_template', 'common']);
  const state = useListState();
  const [edited, setEdited] = useState<OrganizationScope>();
  const [doomed, setDoomed] = useState<OrganizationScope>();
  const query = useList(scopesKey, state, (paging) =>
    takePage(api.GET('/api/organization-scopes', {params: {query: {...paging, ...having(state.search)}}})),
  );
  const showCreate = (isShown: boolean) => state.change({page: state.page, new: isShown ? 'true' : undefined});
  const create = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => showCreate(true)}>
      {t('common:permissions.create')}
    </Button>
  );
  return (
    <>
      <ListTab
        label={t('common:noun.permissions')}
        state={state}
        query={query}
        searchLabel={t('common:search.name_or_id')}
        action={create}
        keyOf={({id}) => id}
        columns={[
          {
            header: t('common:permissions.permission'),
            render: ({name}) => <Code style={{overflowWrap: 'anywhere'}}>{name}</Code>,
          },
          {header: t('common:description'), render: ({description}) => description},
          {
            header: t('common:more'),
            isHeaderHidden: true,
            width: 56,
            align: 'right',
            render: (scope) => (
              <RowMenu name={scope.name}>
                <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setEdited(scope)}>
                  {t('permission.edit')}
                </Menu.Item>
                <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setDoomed(scope)}>
                  {t('common:delete')}
                </Menu.Item>
              </RowMenu>
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconKey} title={t('permission.empty')} text={t('permission.empty_text')}>
            {create}
          </EmptyState>
        }
      />
      <PermissionDialog opened={state.filter('new') !== undefined} onClose={() => showCreate(false)} />
      <PermissionDialog opened={edited !== undefined} scope={edited} onClose={() => setEdited(undefined)} />
      <ConfirmDialog
        opened={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={t('common:permissions.delete_title')}
        onConfirm={() => deleteScope(doomed!.id)}
      >
        {t('permission.delete_text', {name: doomed?.name})}
      </ConfirmDialog>
    </>
  );
}
