import {useTranslation} from 'react-i18next';

import {api, takePage} from '../../api/client.ts';
import type {User} from '../../api/types.ts';
import type {Joiner} from '../../components/membership.ts';
import {MembershipList} from '../../components/membership_list.tsx';
import {nameOfUser} from '../../data/find.ts';
import {userKey} from './data.ts';

const users = '/api/organizations/{id}/users' as const;

const joinerFor = (userId: string): Joiner => ({
  id: userId,
  roleType: 'User',
  list: () => takePage(api.GET('/api/users/{userId}/organizations', {params: {path: {userId}}})),
  join: async (id, organizationRoleIds) => {
    await api.POST(users, {params: {path: {id}}, body: {userIds: [userId]}});
    if (organizationRoleIds.length === 0) return;
    await api.POST(`${users}/{userId}/roles`, {params: {path: {id, userId}}, body: {organizationRoleIds}});
  },
  setRoles: (id, organizationRoleIds) =>
    api.PUT(`${users}/{userId}/roles`, {params: {path: {id, userId}}, body: {organizationRoleIds}}),
  leave: (id) => api.DELETE(`${users}/{userId}`, {params: {path: {id, userId}}}),
});

export function OrganizationsTab({user}: {user: User}) {
  const {t} = useTranslation('users');
  return (
    <MembershipList
      joiner={joinerFor(user.id)}
      queryKey={userKey(user.id)}
      text={t('organizations.text')}
      emptyText={t('organizations.empty_text')}
      removeText={(organization) => t('organizations.remove_text', {user: nameOfUser(user), organization})}
    />
  );
}
