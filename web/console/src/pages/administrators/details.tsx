import {Badge, Group} from '@mantine/core';
import {Navigate, useParams} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {DetailPage} from '../../components/detail_page.tsx';
import {EntityAvatar} from '../../components/entity_avatar.tsx';
import {IdChip} from '../../components/id_chip.tsx';
import {nameOfUser} from '../../data/find.ts';
import {whoAmI} from '../../session/session.ts';
import {useUser} from '../users/data.ts';
import {FactorsTab} from '../users/factors_tab.tsx';
import {administrators, PeopleContext} from '../users/people.ts';
import {ProfileTab} from '../users/profile_tab.tsx';
import {SessionsTab} from '../users/sessions_tab.tsx';
import {SuspendedNotice} from '../users/suspension.tsx';
import {AdministratorActions} from './actions.tsx';
import {usePowerless} from './data.ts';
import {PowerlessNotice} from './rights.tsx';

export function AdministratorDetails() {
  const {id} = useParams({from: '/shell/administrators/$id/{-$tab}'});
  // One's own account has a page that asks for the password.
  if (whoAmI()?.id === id) return <Navigate to="/profile" replace />;
  return (
    <PeopleContext value={administrators}>
      <Details id={id} />
    </PeopleContext>
  );
}

function Details({id}: {id: string}) {
  const {t} = useTranslation(['administrators', 'users', 'common']);
  const query = useUser(id);
  const isPowerless = usePowerless().has(id);
  return (
    <DetailPage
      query={query}
      back={{to: '/administrators', label: t('common:nav.administrators')}}
      title={nameOfUser}
      picture={(user) => <EntityAvatar name={nameOfUser(user)} picture={user.avatar} size={44} />}
      description={({isSuspended}) => (
        <Group gap="xs">
          {isSuspended && <Badge color="red">{t('common:user.suspended')}</Badge>}
          {isPowerless && <Badge color="gray">{t('list.powerless')}</Badge>}
          <IdChip id={id} label={t('users:id')} />
        </Group>
      )}
      actions={(user) => <AdministratorActions user={user} isPowerless={isPowerless} />}
      notice={(user) => (
        <>
          {user.isSuspended && <SuspendedNotice user={user} />}
          {isPowerless && <PowerlessNotice user={user} />}
        </>
      )}
      tabs={(user) => [
        {value: 'profile', label: t('users:tab.profile'), content: <ProfileTab user={user} />},
        {value: 'factors', label: t('users:tab.factors'), content: <FactorsTab user={user} />},
        {value: 'sessions', label: t('users:tab.sessions'), content: <SessionsTab user={user} />},
      ]}
    />
  );
}
