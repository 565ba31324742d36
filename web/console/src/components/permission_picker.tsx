import {Group, MultiSelect, Text} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {useTranslation} from 'react-i18next';

import {api, take} from '../api/client.ts';
import {managementIndicator} from '../data/management.ts';

interface Props {
  label: string;
  description?: string;
  placeholder?: string;
  /** ids of scopes */
  value?: string[];
  onChange: (ids: string[]) => void;
  error?: string | undefined;
  /** ids that are no choice: what is held already */
  without?: string[];
  /** also permissions of the Management API, which only machines may have */
  withManagement?: boolean;
}

/** Permissions of APIs, by API. */
export function PermissionPicker({without = [], withManagement = false, value = [], ...input}: Props) {
  const {t} = useTranslation();
  const {data = [], isPending} = useQuery({
    queryKey: ['pick', 'permissions'],
    queryFn: () => take(api.GET('/api/resources', {params: {query: {includeScopes: 'true'}}})),
  });
  const groups = data
    .filter(({indicator}) => withManagement || indicator !== managementIndicator)
    .map(({name, scopes = []}) => ({group: name, scopes: scopes.filter(({id}) => !without.includes(id))}));
  const known = new Map(groups.flatMap(({scopes}) => scopes.map((scope) => [scope.id, scope] as const)));
  return (
    <MultiSelect
      {...input}
      value={value}
      data={groups
        .filter(({scopes}) => scopes.length > 0)
        .map(({group, scopes}) => ({
          group,
          // Several APIs have a "read": once it is chosen, the heading above it is gone.
          items: scopes.map(({id, name}) => ({value: id, label: `${name} (${group})`})),
        }))}
      searchable
      hidePickedOptions
      nothingFoundMessage={isPending ? t('loading') : t('list.nothing_found')}
      comboboxProps={{shadow: 'md'}}
      maxDropdownHeight={260}
      renderOption={({option}) => (
        <Group gap="xs" justify="space-between" wrap="nowrap" w="100%" miw={0}>
          <Text size="sm" truncate>
            {known.get(option.value)?.name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {known.get(option.value)?.description}
          </Text>
        </Group>
      )}
    />
  );
}
