import {Button} from '@mantine/core';
import {IconApi, IconPlus} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {EmptyState} from '../../components/empty_state.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {ListPage} from '../../components/list_page.tsx';
import {useListState} from '../../components/list_state.ts';
import {CreateResource} from './create.tsx';
import {useResources} from './data.ts';
import {useDuration} from './duration.ts';
import {ResourceIcon, ResourceMarks} from './resource_marks.tsx';

export function ResourceList() {
  const {t, i18n} = useTranslation('resources');
  const state = useListState();
  const query = useResources(state);
  const durationOf = useDuration();
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
        query={query}
        keyOf={({id}) => id}
        linkOf={({id}) => `/resources/${id}`}
        searchLabel={t('list.search')}
        columns={[
          {
            header: t('list.resource'),
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
            header: t('tab.permissions'),
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
        empty={
          <EmptyState icon={IconApi} title={t('list.empty')} text={t('list.empty_text')}>
            {create}
          </EmptyState>
        }
      />
      <CreateResource opened={isCreating} onClose={() => showCreate(false)} />
    </>
  );
}
