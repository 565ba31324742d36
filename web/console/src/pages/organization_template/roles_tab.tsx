import {Button, Text} from '@mantine/core';
import {IconPlus, IconUserShield} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, takePage} from '../../api/client.ts';
import {EmptyState} from '../../components/empty_state.tsx';
import {useList, useListState} from '../../components/list_state.ts';
import {ListTab} from '../../components/list_tab.tsx';
import {NameBadges} from '../../components/name_badges.tsx';
import {having} from '../../data/find.ts';
import {CreateRole} from './create_role.tsx';
import {rolesKey} from './data.ts';

export function RolesTab() {
  const {t} = useTranslation(['organization_template', 'common']);
  const state = useListState();
  const query = useList(rolesKey, state, (paging) =>
    takePage(api.GET('/api/organization-roles', {params: {query: {...paging, ...having(state.search)}}})),
  );
  const showCreate = (isShown: boolean) => state.change({page: state.page, new: isShown ? 'true' : undefined});
  const create = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => showCreate(true)}>
      {t('common:action.create_role')}
    </Button>
  );
  return (
    <>
      <ListTab
        label={t('common:nav.roles')}
        state={state}
        query={query}
        searchLabel={t('common:search.name_or_id')}
        action={create}
        keyOf={({id}) => id}
        linkOf={({id}) => `/organization-template/roles/${id}`}
        columns={[
          {
            header: t('common:role.title'),
            render: ({name, description}) => (
              <>
                <Text size="sm" fw={500} style={{overflowWrap: 'anywhere'}}>
                  {name}
                </Text>
                {description && (
                  <Text size="xs" c="dimmed" lineClamp={1}>
                    {description}
                  </Text>
                )}
              </>
            ),
          },
          {header: t('common:role.for'), visibleFrom: 'sm', width: 150, render: ({type}) => t(`common:role_type.${type}.name`)},
          {
            header: t('common:noun.permissions'),
            visibleFrom: 'md',
            render: ({scopes, resourceScopes}) => (
              <NameBadges
                names={[...scopes, ...resourceScopes].map(({name}) => name)}
                none={t('role.no_permissions')}
              />
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconUserShield} title={t('role.empty')} text={t('role.empty_text')}>
            {create}
          </EmptyState>
        }
      />
      <CreateRole opened={state.filter('new') !== undefined} onClose={() => showCreate(false)} />
    </>
  );
}
