import {IconUsers} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api} from '../../api/client.ts';
import type {Role} from '../../api/types.ts';
import {AssignmentList} from '../../components/assignment_list.tsx';
import {EntityPicker} from '../../components/entity_picker.tsx';
import {findUsersWithoutRole, nameOfUser} from '../../data/find.ts';
import {Address, UserName} from '../users/user_name.tsx';
import {roleKey} from './data.ts';

const path = '/api/roles/{id}/users' as const;

export function UsersTab({role}: {role: Role}) {
  const {t} = useTranslation(['roles', 'users', 'common']);
  const {id} = role;
  return (
    <AssignmentList
      owner={roleKey(id)}
      noun="users"
      load={(query) => api.GET(path, {params: {path: {id}, query}})}
      keyOf={(user) => user.id}
      nameOf={nameOfUser}
      linkOf={(user) => `/users/${user.id}`}
      label={t('common:nav.users')}
      text={t('users.text')}
      searchLabel={t('users.search')}
      empty={{icon: IconUsers, title: t('users.empty'), text: t('users.empty_text')}}
      columns={[
        {header: t('common:noun.user'), render: (user) => <UserName user={user} />},
        {
          header: t('users:field.primaryEmail'),
          visibleFrom: 'sm',
          render: ({primaryEmail}) => <Address address={primaryEmail} />,
        },
      ]}
      change={{
        label: t('users.add'),
        picker: (props) => (
          <EntityPicker
            label={t('common:nav.users')}
            placeholder={t('users.search')}
            noun={`users-without-${id}`}
            search={findUsersWithoutRole(id)}
            {...props}
          />
        ),
        add: (userIds) => api.POST(path, {params: {path: {id}}, body: {userIds}}),
        removeTitle: t('common:role.remove_title'),
        removeText: (user) => t('holder.remove_text', {holder: nameOfUser(user), role: role.name}),
        remove: (user) => api.DELETE('/api/roles/{id}/users/{userId}', {params: {path: {id, userId: user.id}}}),
      }}
    />
  );
}
