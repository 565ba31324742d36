import {Anchor, Select} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {useListState} from '../../components/list_state.ts';
import {managementIndicator} from '../../data/management.ts';

/** The API that a guide is about: what stands in the address, or the first that is not ours. */
export function useChosenResource() {
  const state = useListState();
  const {data: all = []} = useQuery({
    queryKey: ['resources', 'guide'],
    queryFn: () => take(api.GET('/api/resources', {params: {query: {includeScopes: 'true'}}})),
  });
  const chosen = all.find(({id}) => id === state.filter('api'));
  const resource = chosen ?? all.find(({indicator}) => indicator !== managementIndicator) ?? all[0];
  const scope = (resource?.scopes ?? []).map(({name}) => name).join(' ');
  /** As the examples read it; Logto's SDKs ask for the scopes of users by themselves. */
  const environmentWith = (userScope = '') =>
    `LOGTO_RESOURCE=${resource?.indicator ?? ''}\nLOGTO_SCOPE="${`${userScope} ${scope}`.trim()}"`;
  return {all, resource, scope, environmentWith};
}

type Props = Pick<ReturnType<typeof useChosenResource>, 'all' | 'resource'>;

export function ResourceChoice({all, resource}: Props) {
  const {t} = useTranslation(['get_started', 'common']);
  const state = useListState();
  return (
    <Select
      label={t('common:noun.resource')}
      description={
        <Anchor component={Link} to="/resources" inherit>
          {t('choice.apis')}
        </Anchor>
      }
      data={all.map(({id, name, indicator}) => ({value: id, label: `${name} (${indicator})`}))}
      value={resource?.id ?? null}
      onChange={(id) => state.change({api: id ?? undefined})}
      allowDeselect={false}
    />
  );
}
