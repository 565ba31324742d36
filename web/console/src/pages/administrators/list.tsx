import {Badge, Button, Group} from '@mantine/core';
import {IconMailPlus, IconUserPlus} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {EmptyState} from '../../components/empty_state.tsx';
import {EntityAvatar} from '../../components/entity_avatar.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {ListPage} from '../../components/list_page.tsx';
import {useList, useListState} from '../../components/list_state.ts';
import {Time} from '../../components/time.tsx';
import {nameOfUser} from '../../data/find.ts';
import {whoAmI} from '../../session/session.ts';
import {CreateAdministrator} from './create.tsx';
import {administratorsKey, listAdministrators, usePowerless} from './data.ts';
import {InvitationList} from './invitation_list.tsx';
import {Invite} from './invite.tsx';

export function AdministratorList() {
  const {t} = useTranslation(['administrators', 'common']);
  const state = useListState();
  const query = useList(administratorsKey, state, (paging) => listAdministrators(paging, state.search));
  const powerless = usePowerless();
  const me = whoAmI()?.id;
  const dialog = state.filter('new');
  const show = (which: 'invite' | 'create' | undefined) => state.change({page: state.page, new: which});

  return (
    <>
      <ListPage
        title={t('common:nav.administrators')}
        description={t('text')}
        state={state}
        query={query}
        keyOf={({id}) => id}
        linkOf={({id}) => (id === me ? '/profile' : `/administrators/${id}`)}
        searchLabel={t('common:search.users')}
        actions={
          <>
            <Button variant="default" leftSection={<IconUserPlus size={16} />} onClick={() => show('create')}>
              {t('create.open')}
            </Button>
            <Button leftSection={<IconMailPlus size={16} />} onClick={() => show('invite')}>
              {t('common:invitation.open')}
            </Button>
          </>
        }
        columns={[
          {
            header: t('list.administrator'),
            render: (user) => (
              <EntityName
                name={nameOfUser(user)}
                detail={[user.username, user.primaryEmail]
                  .filter((word) => word && word !== nameOfUser(user))
                  .join(' · ')}
                picture={<EntityAvatar name={nameOfUser(user)} picture={user.avatar} />}
                mark={
                  <Group gap={6}>
                    {user.id === me && <Badge>{t('list.you')}</Badge>}
                    {user.isSuspended && <Badge color="red">{t('common:user.suspended')}</Badge>}
                    {powerless.has(user.id) && <Badge color="gray">{t('list.powerless')}</Badge>}
                  </Group>
                }
              />
            ),
          },
          {
            header: t('common:user.last_sign_in'),
            visibleFrom: 'sm',
            width: 170,
            render: ({lastSignInAt}) => (lastSignInAt ? <Time at={lastSignInAt} form="relative" /> : t('common:user.never')),
          },
          {
            header: t('common:created'),
            visibleFrom: 'md',
            width: 150,
            render: ({createdAt}) => <Time at={createdAt} form="relative" />,
          },
        ]}
        // The reader is an administrator too, so the list is never empty.
        empty={<EmptyState title={t('common:list.nothing_found')} />}
      />
      <InvitationList />
      <Invite opened={dialog === 'invite'} onClose={() => show(undefined)} />
      <CreateAdministrator opened={dialog === 'create'} onClose={() => show(undefined)} />
    </>
  );
}
