import {notifications} from '@mantine/notifications';
import {useNavigate, useParams} from '@tanstack/react-router';
import type {TFunction} from 'i18next';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {DetailPage, type DetailTab} from '../../components/detail_page.tsx';
import {EntityAvatar} from '../../components/entity_avatar.tsx';
import {nameOfUser} from '../../data/find.ts';
import {LogList} from '../logs/log_list.tsx';
import {CustomDataTab} from './custom_data_tab.tsx';
import {deleteUser, useUser} from './data.ts';
import {FactorsTab} from './factors_tab.tsx';
import {IdentitiesTab} from './identities_tab.tsx';
import {OrganizationsTab} from './organizations_tab.tsx';
import {users} from './people.ts';
import {ProfileTab} from './profile_tab.tsx';
import {RolesTab} from './roles_tab.tsx';
import {SessionsTab} from './sessions_tab.tsx';
import {SuspendedNotice} from './suspension.tsx';
import {TokensTab} from './tokens_tab.tsx';
import {UserActions} from './user_actions.tsx';
import {UserSummary} from './user_summary.tsx';

const tabsOf = (user: User, t: TFunction<['users', 'common']>): DetailTab[] => [
  {value: 'profile', label: t('tab.profile'), content: <ProfileTab user={user} />},
  {value: 'custom-data', label: t('tab.custom_data'), content: <CustomDataTab user={user} />},
  {value: 'roles', label: t('common:nav.roles'), content: <RolesTab user={user} />},
  {value: 'organizations', label: t('common:nav.organizations'), content: <OrganizationsTab user={user} />},
  {value: 'sessions', label: t('tab.sessions'), content: <SessionsTab user={user} />},
  {value: 'factors', label: t('tab.factors'), content: <FactorsTab user={user} />},
  {value: 'identities', label: t('tab.identities'), content: <IdentitiesTab user={user} />},
  {value: 'tokens', label: t('tab.tokens'), content: <TokensTab user={user} />},
  {value: 'logs', label: t('common:log'), content: <LogList userId={user.id} />},
];

export function UserDetails() {
  const {t} = useTranslation(['users', 'common']);
  const {id} = useParams({from: '/shell/users/$id/{-$tab}'});
  const query = useUser(id);
  const navigate = useNavigate();

  const remove = async (user: User) => {
    await deleteUser(users, id);
    notifications.show({message: t('common:deleted', {name: nameOfUser(user)})});
    await navigate({to: '/users', ignoreBlocker: true});
  };
  return (
    <DetailPage
      query={query}
      back={{to: '/users', label: t('common:nav.users')}}
      title={nameOfUser}
      picture={(user) => <EntityAvatar name={nameOfUser(user)} picture={user.avatar} size={44} />}
      description={(user) => <UserSummary user={user} />}
      actions={(user) => <UserActions user={user} onDelete={() => remove(user)} />}
      notice={(user) => user.isSuspended && <SuspendedNotice user={user} />}
      tabs={(user) => tabsOf(user, t)}
    />
  );
}
