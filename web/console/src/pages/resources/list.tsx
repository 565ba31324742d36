import {IconApi} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {EntityName} from '../../components/entity_name.tsx';
import {ListPage} from '../../components/list_page.tsx';
import {useListPage} from '../../components/use_list_page.tsx';
import {CreateResource} from './create.tsx';
import {listResources, resourcesKey} from './data.ts';
import {useDuration} from './duration.ts';
import {ResourceIcon, ResourceMarks} from './resource_marks.tsx';

export function ResourceList() {
  const {t, i18n} = useTranslation(['resources', 'common']);
  const {page, dialog} = useListPage({
    key: resourcesKey,
    load: listResources,
    create: t('common:action.create_resource'),
    empty: {icon: IconApi, title: t('list.empty'), text: t('list.empty_text')},
  });
  const durationOf = useDuration();
  return (
    <>
      <ListPage
        {...page}
        title={t('common:nav.resources')}
        description={t('text')}
        keyOf={({id}) => id}
        linkOf={({id}) => `/resources/${id}`}
        searchLabel={t('list.search')}
        columns={[
          {
            header: t('common:noun.resource'),
            render: (resource) => (
              <EntityName
                name={resource.name}
                detail={resource.indicator}
                picture={<ResourceIcon />}
                mark={<ResourceMarks resource={resource} />}
              />
            ),
          },
          {
            header: t('common:noun.permissions'),
            visibleFrom: 'sm',
            width: 130,
            align: 'right',
            render: ({scopes = []}) => scopes.length.toLocaleString(i18n.language),
          },
          {
            header: t('ttl.short'),
            visibleFrom: 'sm',
            width: 170,
            align: 'right',
            render: ({accessTokenTtl}) => durationOf(accessTokenTtl),
          },
        ]}
      />
      <CreateResource {...dialog} />
    </>
  );
}
