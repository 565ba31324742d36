import {Anchor, Checkbox, Group, Input, ScrollArea, Stack, Text, TextInput} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {IconSearch} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {api, take} from '../api/client.ts';
import {managementIndicator} from '../data/management.ts';
import {matching, toggleAll, type PermissionGroup} from './permission_groups.ts';
import classes from './permission_picker.module.css';

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

/** Permissions of APIs, by API: all of them to be seen and ticked, singly or an API at a time. */
export function PermissionPicker(props: Props) {
  const {label, description, placeholder, value = [], onChange, error, without = [], withManagement = false} = props;
  const {t} = useTranslation();
  const [search, setSearch] = useState('');
  const {data = [], isPending} = useQuery({
    queryKey: ['pick', 'permissions'],
    queryFn: () => take(api.GET('/api/resources', {params: {query: {includeScopes: 'true'}}})),
  });
  const groups = data
    .filter(({indicator}) => withManagement || indicator !== managementIndicator)
    .map(({id, name, scopes = []}) => ({id, name, scopes: scopes.filter((scope) => !without.includes(scope.id))}));
  const shown = matching(groups, search);
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      description={description}
      error={error}
      role="group"
      aria-label={label}
    >
      <div className={classes['box']}>
        <TextInput
          variant="unstyled"
          aria-label={placeholder ?? t('permissions.search')}
          placeholder={placeholder ?? t('permissions.search')}
          leftSection={<IconSearch size={16} stroke={1.5} />}
          className={classes['search']!}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
        <ScrollArea.Autosize mah={300} type="auto">
          {shown.map((group) => (
            <ApiGroup key={group.id} group={group} value={value} onChange={onChange} />
          ))}
          {shown.length === 0 && (
            <Text size="sm" c="dimmed" p="md">
              {isPending ? t('loading') : t('list.nothing_found')}
            </Text>
          )}
        </ScrollArea.Autosize>
      </div>
      <Text size="xs" c="dimmed" mt={4} role="status">
        {t('permissions.chosen', {count: value.length})}
      </Text>
    </Input.Wrapper>
  );
}

interface GroupProps {
  group: PermissionGroup;
  value: string[];
  onChange: (ids: string[]) => void;
}

function ApiGroup({group, value, onChange}: GroupProps) {
  const {t} = useTranslation();
  const isWhole = group.scopes.every(({id}) => value.includes(id));
  return (
    <section aria-label={group.name} className={classes['group']}>
      <Group justify="space-between" gap="xs" wrap="nowrap" className={classes['heading']!}>
        <Text size="xs" fw={500} c="dimmed" truncate>
          {group.name}
        </Text>
        <Anchor component="button" type="button" size="xs" onClick={() => onChange(toggleAll(group, value))}>
          {isWhole ? t('permissions.none_of', {name: group.name}) : t('permissions.all_of', {name: group.name})}
        </Anchor>
      </Group>
      <Stack gap={0}>
        {group.scopes.map(({id, name, description}) => (
          <Checkbox
            key={id}
            className={classes['choice']!}
            label={name}
            description={description}
            checked={value.includes(id)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...value, id] : value.filter((other) => other !== id))
            }
          />
        ))}
      </Stack>
    </section>
  );
}
