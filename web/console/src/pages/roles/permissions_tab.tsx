import {Anchor, Code} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {IconKey} from '@tabler/icons-react';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import type {Role} from '../../api/types.ts';
import {AssignmentList} from '../../components/assignment_list.tsx';
import {PermissionPicker} from '../../components/permission_picker.tsx';
import {isBuiltIn, roleKey} from './data.ts';

const path = '/api/roles/{id}/scopes' as const;

export function PermissionsTab({role}: {role: Role}) {
  const {t} = useTranslation(['roles', 'common']);
  const {id} = role;
  // Without a page it is the whole list.
  const {data: held = []} = useQuery({
    queryKey: [...roleKey(id), 'all-permissions'],
    queryFn: () => take(api.GET(path, {params: {path: {id}}})),
  });
  return (
    <AssignmentList
      owner={roleKey(id)}
      noun="permissions"
      load={(query) => api.GET(path, {params: {path: {id}, query}})}
      keyOf={(scope) => scope.id}
      nameOf={({name}) => name}
      label={t('common:noun.permissions')}
      text={t('permissions.text')}
      searchLabel={t('common:permissions.search')}
      empty={{icon: IconKey, title: t('common:permissions.empty'), text: t('permissions.empty_text')}}
      columns={[
        {
          header: t('common:permissions.permission'),
          render: ({name}) => <Code style={{overflowWrap: 'anywhere'}}>{name}</Code>,
        },
        {
          header: t('common:noun.resource'),
          render: ({resource}) => (
            <Anchor component={Link} to={`/resources/${resource.id}`} size="sm">
              {resource.name}
            </Anchor>
          ),
        },
        {header: t('common:description'), visibleFrom: 'md', render: ({description}) => description || '–'},
      ]}
      change={
        isBuiltIn(role)
          ? undefined
          : {
              label: t('permissions.add'),
              size: 'lg',
              picker: (props) => (
                <PermissionPicker
                  label={t('common:noun.permissions')}
                  placeholder={t('common:permissions.search')}
                  without={held.map((scope) => scope.id)}
                  withManagement={role.type === 'MachineToMachine'}
                  {...props}
                />
              ),
              add: (scopeIds) => api.POST(path, {params: {path: {id}}, body: {scopeIds}}),
              removeTitle: t('permissions.remove_title'),
              removeText: ({name}) => t('permissions.remove_text', {permission: name, role: role.name}),
              remove: (scope) =>
                api.DELETE('/api/roles/{id}/scopes/{scopeId}', {params: {path: {id, scopeId: scope.id}}}),
            }
      }
    />
  );
}
