import {Button} from '@mantine/core';
import {IconPlus, IconUsers} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, contains, takePage} from '../../api/client.ts';
import {EmptyState} from '../../components/empty_state.tsx';
import {ListPage} from '../../components/list_page.tsx';
import {useList, useListState} from '../../components/list_state.ts';
import {Time} from '../../components/time.tsx';
import {CreateUser} from './create.tsx';
import {showPhone, toSearch} from './identifiers.ts';
import {Address, UserName} from './user_name.tsx';

export function UserList() {
  const {t} = useTranslation(['users', 'common']);
  const state = useListState();
  const query = useList(['users'], state, (paging) =>
    takePage(api.GET('/api/users', {params: {query: {...paging, ...contains(toSearch(state.search))}}})),
  );
  // In the address, so that other pages can lead straight to it.
  const isCreating = state.filter('new') !== undefined;
  const showCreate = (isShown: boolean) => state.change({page: state.page, new: isShown ? 'true' : undefined});
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => showCreate(true)}>
      {t('create.open')}
    </Button>
  );

  return (
    <>
      <ListPage
        title={t('title')}
        description={t('text')}
        actions={create}
        state={state}
        query={query}
        keyOf={({id}) => id}
        linkOf={({id}) => `/users/${id}`}
        searchLabel={t('list.search')}
        columns={[
          {header: t('list.user'), render: (user) => <UserName user={user} />},
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
            header: t('list.last_sign_in'),
            visibleFrom: 'sm',
            width: 150,
            render: ({lastSignInAt}) => (lastSignInAt ? <Time at={lastSignInAt} form="relative" /> : t('list.never')),
          },
        ]}
        empty={
          <EmptyState icon={IconUsers} title={t('list.empty')} text={t('list.empty_text')}>
            {create}
          </EmptyState>
        }
      />
      <CreateUser opened={isCreating} onClose={() => showCreate(false)} />
    </>
  );
}
