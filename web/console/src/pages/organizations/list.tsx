import {Group, Text} from '@mantine/core';
import {IconBuilding} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, takePage} from '../../api/client.ts';
import {EntityAvatar} from '../../components/entity_avatar.tsx';
import {IdChip} from '../../components/id_chip.tsx';
import {ListPage} from '../../components/list_page.tsx';
import {Time} from '../../components/time.tsx';
import {useListPage} from '../../components/use_list_page.tsx';
import {having} from '../../data/find.ts';
import {CreateOrganization} from './create.tsx';
import {Faces} from './faces.tsx';

export function OrganizationList() {
  const {t} = useTranslation(['organizations', 'common']);
  const {page, dialog} = useListPage({
    key: ['organizations'],
    load: (paging, {search}) => {
      const query = {...paging, ...having(search), showFeatured: 'true'};
      return takePage(api.GET('/api/organizations', {params: {query}}));
    },
    create: t('common:action.create_organization'),
    empty: {icon: IconBuilding, title: t('list.empty'), text: t('list.empty_text')},
  });
  return (
    <>
      <ListPage
        {...page}
        title={t('common:nav.organizations')}
        description={t('text')}
        keyOf={({id}) => id}
        linkOf={({id}) => `/organizations/${id}`}
        searchLabel={t('common:search.name_or_id')}
        columns={[
          {
            header: t('common:membership.organization'),
            render: ({name, description, branding}) => (
              <Group gap="sm" wrap="nowrap">
                <EntityAvatar name={name} picture={branding.logoUrl} shape="thing" />
                <div style={{minWidth: 0}}>
                  <Text size="sm" fw={500} style={{overflowWrap: 'anywhere'}}>
                    {name}
                  </Text>
                  {description && (
                    <Text size="xs" c="dimmed" lineClamp={1}>
                      {description}
                    </Text>
                  )}
                </div>
              </Group>
            ),
          },
          {
            header: t('list.members'),
            visibleFrom: 'sm',
            width: 190,
            render: ({usersCount = 0, featuredUsers = []}) => <Faces count={usersCount} users={featuredUsers} />,
          },
          {header: t('id'), visibleFrom: 'lg', width: 200, render: ({id}) => <IdChip id={id} label={t('id')} />},
          {
            header: t('common:created'),
            visibleFrom: 'sm',
            width: 150,
            render: ({createdAt}) => <Time at={createdAt} form="relative" />,
          },
        ]}
      />
      <CreateOrganization {...dialog} />
    </>
  );
}
