import {Badge, Button, SegmentedControl} from '@mantine/core';
import {IconPlus, IconUserShield} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, contains, takePage} from '../../api/client.ts';
import {EmptyState} from '../../components/empty_state.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {ListPage} from '../../components/list_page.tsx';
import {useList, useListState} from '../../components/list_state.ts';
import {CreateRole} from './create.tsx';
import {rolesKey, roleTypes} from './data.ts';
import {Holders} from './holders.tsx';
import {RoleMarks} from './role_marks.tsx';

export function RoleList() {
  const {t} = useTranslation(['roles', 'common']);
  const state = useListState();
  const type = state.filter('type');
  const query = useList(rolesKey, state, (paging) => {
    const words = {...paging, ...contains(state.search), ...(type && {type})};
    return takePage(api.GET('/api/roles', {params: {query: words}}));
  });
  // In the address, so that other pages can lead straight to it.
  const isCreating = state.filter('new') !== undefined;
  const showCreate = (isShown: boolean) => state.change({page: state.page, new: isShown ? 'true' : undefined});
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => showCreate(true)}>
      {t('create.open')}
    </Button>
  );
  return (
    <>
      <ListPage
        title={t('title')}
        description={t('text')}
        actions={create}
        state={state}
        filterNames={['type']}
        query={query}
        keyOf={({id}) => id}
        linkOf={({id}) => `/roles/${id}`}
        searchLabel={t('list.search')}
        filters={
          <SegmentedControl
            aria-label={t('type.label')}
            data={[
              {value: '', label: t('type.all')},
              ...roleTypes.map((value) => ({value, label: t(`type.${value}.name`)})),
            ]}
            value={type ?? ''}
            onChange={(value) => state.change({type: value || undefined})}
          />
        }
        columns={[
          {
            header: t('list.role'),
            render: (role) => (
              <EntityName name={role.name} detail={role.description} mark={<RoleMarks role={role} />} />
            ),
          },
          {
            header: t('type.label'),
            visibleFrom: 'sm',
            width: 190,
            render: ({type}) => <Badge color="gray">{t(`type.${type}.name`)}</Badge>,
          },
          {
            header: t('list.holders'),
            visibleFrom: 'sm',
            width: 210,
            render: (role) => <Holders role={role} />,
          },
        ]}
        empty={
          <EmptyState icon={IconUserShield} title={t('list.empty')} text={t('list.empty_text')}>
            {create}
          </EmptyState>
        }
      />
      <CreateRole opened={isCreating} onClose={() => showCreate(false)} />
    </>
  );
}
