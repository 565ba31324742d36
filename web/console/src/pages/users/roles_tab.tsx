import {IconUserShield} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api} from '../../api/client.ts';
import type {User} from '../../api/types.ts';
import {AssignmentList} from '../../components/assignment_list.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {EntityPicker} from '../../components/entity_picker.tsx';
import {findRolesWithoutUser, nameOfUser} from '../../data/find.ts';
import {userKey} from './data.ts';

const path = '/api/users/{userId}/roles' as const;

export function RolesTab({user}: {user: User}) {
  const {t} = useTranslation(['users', 'common']);
  const userId = user.id;
  return (
    <AssignmentList
      owner={userKey(userId)}
      noun="roles"
      load={(query) => api.GET(path, {params: {path: {userId}, query}})}
      keyOf={({id}) => id}
      nameOf={({name}) => name}
      linkOf={({id}) => `/roles/${id}`}
      label={t('common:nav.roles')}
      text={t('roles.text')}
      searchLabel={t('roles.search')}
      empty={{icon: IconUserShield, title: t('common:role.empty'), text: t('roles.empty_text')}}
      columns={[{header: t('common:role.title'), render: (role) => <EntityName name={role.name} detail={role.description} />}]}
      change={{
        label: t('common:role.assign'),
        picker: (props) => (
          <EntityPicker
            label={t('common:nav.roles')}
            placeholder={t('roles.search')}
            noun={`roles-without-${userId}`}
            search={findRolesWithoutUser(userId)}
            {...props}
          />
        ),
        add: (roleIds) => api.POST(path, {params: {path: {userId}}, body: {roleIds}}),
        removeTitle: t('common:role.remove_title'),
        removeText: ({name}) => t('roles.remove_text', {role: name, user: nameOfUser(user)}),
        remove: ({id}) => api.DELETE('/api/users/{userId}/roles/{roleId}', {params: {path: {userId, roleId: id}}}),
      }}
    />
  );
}
