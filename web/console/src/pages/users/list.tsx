import {Button, Select, Text} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconMailPlus, IconUsers} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, contains, takePage} from '../../api/client.ts';
import {ListPage} from '../../components/list_page.tsx';
import {Time} from '../../components/time.tsx';
import {useListPage} from '../../components/use_list_page.tsx';
import {useSelection} from '../../components/use_selection.ts';
import {useSenders} from '../../data/connectors.ts';
import {nameOfUser} from '../../data/find.ts';
import {CreateUser} from './create.tsx';
import {showPhone, toSearch} from './identifiers.ts';
import {InviteDialog} from './invite_dialog.tsx';
import type {Invitee} from './invitees.ts';
import {Address, UserName} from './user_name.tsx';

const factorFilters = ['Totp', 'WebAuthn', 'BackupCode', 'None'] as const;

export function UserList() {
  const {t} = useTranslation(['users', 'common']);
  const {state, page, dialog} = useListPage({
    key: ['users'],
    load: (paging, {search, filter}) => {
      const mfaFactor = filter('factor');
      const query = {...paging, ...contains(toSearch(search)), ...(mfaFactor && {mfaFactor})};
      return takePage(api.GET('/api/users', {params: {query}}));
    },
    create: t('common:action.create_user'),
    empty: {icon: IconUsers, title: t('list.empty'), text: t('list.empty_text')},
  });
  const {items, selection, clear} = useSelection<Invitee>(({id}) => id, nameOfUser);
  const [isInviting, {open, close}] = useDisclosure(false);
  // What is chosen can only be invited.
  const canInvite = useSenders()?.Email ?? false;
  return (
    <>
      <ListPage
        {...page}
        title={t('common:nav.users')}
        description={t('text')}
        keyOf={({id}) => id}
        linkOf={({id}) => `/users/${id}`}
        searchLabel={t('list.search')}
        selection={canInvite ? selection : undefined}
        filterNames={['factor']}
        filters={
          <>
            <Select
              aria-label={t('factors.title')}
              placeholder={t('list.factor.all')}
              data={factorFilters.map((value) => ({value, label: t(`list.factor.${value}`)}))}
              value={state.filter('factor') ?? null}
              onChange={(value) => state.change({factor: value ?? undefined})}
              clearable
              clearButtonProps={{'aria-label': t('common:clear')}}
              w={220}
            />
            {items.length > 0 && (
              <>
                <Text size="sm" role="status">
                  {t('list.chosen', {count: items.length})}
                </Text>
                <Button variant="default" leftSection={<IconMailPlus size={16} />} onClick={open}>
                  {t('invite.title')}
                </Button>
                <Button variant="subtle" color="gray" onClick={clear}>
                  {t('common:clear')}
                </Button>
              </>
            )}
          </>
        }
        columns={[
          {header: t('common:noun.user'), render: (user) => <UserName user={user} />},
          {
            header: t('field.primaryEmail'),
            visibleFrom: 'sm',
            render: ({primaryEmail}) => <Address address={primaryEmail} />,
          },
          {
            header: t('field.primaryPhone'),
            visibleFrom: 'lg',
            width: 150,
            render: ({primaryPhone}) => showPhone(primaryPhone) || '–',
          },
          {
            header: t('common:user.last_sign_in'),
            visibleFrom: 'sm',
            width: 150,
            render: ({lastSignInAt}) => (lastSignInAt ? <Time at={lastSignInAt} form="relative" /> : t('common:user.never')),
          },
        ]}
      />
      <CreateUser {...dialog} />
      <InviteDialog users={items} opened={isInviting} onClose={close} />
    </>
  );
}
