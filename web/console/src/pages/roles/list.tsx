import {Badge, SegmentedControl} from '@mantine/core';
import {IconUserShield} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, contains, takePage} from '../../api/client.ts';
import {EntityName} from '../../components/entity_name.tsx';
import {ListPage} from '../../components/list_page.tsx';
import {useListPage} from '../../components/use_list_page.tsx';
import {CreateRole} from './create.tsx';
import {rolesKey, roleTypes} from './data.ts';
import {Holders} from './holders.tsx';
import {RoleMarks} from './role_marks.tsx';

export function RoleList() {
  const {t} = useTranslation(['roles', 'common']);
  const {state, page, dialog} = useListPage({
    key: rolesKey,
    load: (paging, state) => {
      const type = state.filter('type');
      const query = {...paging, ...contains(state.search), ...(type && {type})};
      return takePage(api.GET('/api/roles', {params: {query}}));
    },
    create: t('common:action.create_role'),
    empty: {icon: IconUserShield, title: t('common:role.empty'), text: t('list.empty_text')},
  });
  const type = state.filter('type');
  return (
    <>
      <ListPage
        {...page}
        title={t('common:nav.roles')}
        description={t('text')}
        filterNames={['type']}
        keyOf={({id}) => id}
        linkOf={({id}) => `/roles/${id}`}
        searchLabel={t('list.search')}
        filters={
          <SegmentedControl
            aria-label={t('common:role.for')}
            data={[
              {value: '', label: t('type.all')},
              ...roleTypes.map((value) => ({value, label: t(`common:role_type.${value}.name`)})),
            ]}
            value={type ?? ''}
            onChange={(value) => state.change({type: value || undefined})}
          />
        }
        columns={[
          {
            header: t('common:role.title'),
            render: (role) => (
              <EntityName name={role.name} detail={role.description} mark={<RoleMarks role={role} />} />
            ),
          },
          {
            header: t('common:role.for'),
            visibleFrom: 'sm',
            width: 190,
            render: ({type}) => <Badge color="gray">{t(`common:role_type.${type}.name`)}</Badge>,
          },
          {
            header: t('list.holders'),
            visibleFrom: 'sm',
            width: 210,
            render: (role) => <Holders role={role} />,
          },
        ]}
      />
      <CreateRole {...dialog} />
    </>
  );
}
