import {Select} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {IconUsers} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, takePage} from '../../api/client.ts';
import {findOrganizationRolesOf, findUsersOutside, having, nameOfUser} from '../../data/find.ts';
import type {Kind} from './member_kind.ts';
import {Memberships} from './memberships.tsx';

const users = '/api/organizations/{id}/users' as const;

const kindFor = (id: string): Kind => ({
  noun: 'users',
  icon: IconUsers,
  roleType: 'User',
  list: async (paging, state) => {
    const organizationRoleId = state.filter('role');
    const query = {...paging, ...having(state.search), ...(organizationRoleId && {organizationRoleId})};
    const {items, total} = await takePage(api.GET(users, {params: {path: {id}, query}}));
    return {
      total,
      items: items.map((user) => ({
        id: user.id,
        name: nameOfUser(user),
        detail: user.primaryEmail ?? user.username ?? undefined,
        picture: user.avatar,
        roles: user.organizationRoles,
      })),
    };
  },
  find: findUsersOutside(id),
  add: async (userIds, organizationRoleIds) => {
    await api.POST(users, {params: {path: {id}}, body: {userIds}});
    if (organizationRoleIds.length === 0) return;
    await api.POST(`${users}/roles`, {params: {path: {id}}, body: {userIds, organizationRoleIds}});
  },
  setRoles: (userId, organizationRoleIds) =>
    api.PUT(`${users}/{userId}/roles`, {params: {path: {id, userId}}, body: {organizationRoleIds}}),
  remove: (userId) => api.DELETE(`${users}/{userId}`, {params: {path: {id, userId}}}),
  linkOf: (member) => `/users/${member.id}`,
});

export function MembersTab({id}: {id: string}) {
  const {t} = useTranslation(['organizations', 'common']);
  const {data: roles = []} = useQuery({
    queryKey: ['pick', 'organization-roles-User', ''],
    queryFn: () => findOrganizationRolesOf('User')(''),
  });
  return (
    <Memberships
      organizationId={id}
      kind={kindFor(id)}
      filterNames={['role']}
      filters={(state) => (
        <Select
          aria-label={t('common:noun.organization_roles')}
          placeholder={t('member.all_roles')}
          data={roles.map(({id, name}) => ({value: id, label: name}))}
          value={state.filter('role') ?? null}
          onChange={(value) => state.change({role: value ?? undefined})}
          clearable
          clearButtonProps={{'aria-label': t('common:clear')}}
          w={180}
        />
      )}
    />
  );
}
