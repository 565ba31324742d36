import {Badge, Group, Select, Text} from '@mantine/core';
import {IconApps} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, contains, takePage} from '../../api/client.ts';
import {IdChip} from '../../components/id_chip.tsx';
import {ListPage} from '../../components/list_page.tsx';
import {Time} from '../../components/time.tsx';
import {useListPage} from '../../components/use_list_page.tsx';
import {CreateApplication} from './create.tsx';
import {creatableTypes, TypeIcon} from './type_icon.tsx';

/** A choice of the filter as the API's words. */
const toQuery = (type: string | undefined) => {
  if (type === 'third-party') return {isThirdParty: 'true'};
  return type ? {types: type} : {};
};

export function ApplicationList() {
  const {t} = useTranslation(['applications', 'common']);
  const {state, page, dialog} = useListPage({
    key: ['applications'],
    load: (paging, state) => {
      const query = {...paging, ...contains(state.search), ...toQuery(state.filter('type'))};
      return takePage(api.GET('/api/applications', {params: {query}}));
    },
    create: t('common:action.create_application'),
    empty: {icon: IconApps, title: t('list.empty'), text: t('list.empty_text')},
  });
  const type = state.filter('type');
  return (
    <>
      <ListPage
        {...page}
        title={t('common:nav.applications')}
        description={t('text')}
        filterNames={['type']}
        keyOf={({id}) => id}
        linkOf={({id}) => `/applications/${id}`}
        searchLabel={t('common:search.name_or_id')}
        filters={
          <Select
            aria-label={t('common:type')}
            placeholder={t('type.all')}
            data={[
              ...creatableTypes.map((value) => ({value, label: t(`type.${value}.name`)})),
              {value: 'third-party', label: t('third_party')},
            ]}
            value={type ?? null}
            onChange={(value) => state.change({type: value ?? undefined})}
            clearable
            clearButtonProps={{'aria-label': t('common:clear')}}
            w={210}
          />
        }
        columns={[
          {
            header: t('common:noun.application'),
            render: (application) => (
              <Group gap="sm" wrap="nowrap">
                <TypeIcon type={application.type} />
                <div style={{minWidth: 0}}>
                  <Text size="sm" fw={500} style={{overflowWrap: 'anywhere'}}>
                    {application.name}
                  </Text>
                  {application.description && (
                    <Text size="xs" c="dimmed" lineClamp={1}>
                      {application.description}
                    </Text>
                  )}
                </div>
              </Group>
            ),
          },
          {
            header: t('common:type'),
            visibleFrom: 'sm',
            render: ({type, isThirdParty}) => (
              <Group gap={6}>
                {t(`type.${type}.name`)}
                {isThirdParty && <Badge>{t('third_party')}</Badge>}
              </Group>
            ),
          },
          {header: t('id'), visibleFrom: 'lg', render: ({id}) => <IdChip id={id} label={t('id')} />},
          {
            header: t('common:created'),
            visibleFrom: 'sm',
            width: 150,
            render: ({createdAt}) => <Time at={createdAt} form="relative" />,
          },
        ]}
      />
      <CreateApplication {...dialog} />
    </>
  );
}
