import {IconUsers} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, contains, takePage} from '../../api/client.ts';
import {ListPage} from '../../components/list_page.tsx';
import {Time} from '../../components/time.tsx';
import {useListPage} from '../../components/use_list_page.tsx';
import {CreateUser} from './create.tsx';
import {showPhone, toSearch} from './identifiers.ts';
import {Address, UserName} from './user_name.tsx';

export function UserList() {
  const {t} = useTranslation(['users', 'common']);
  const {page, dialog} = useListPage({
    key: ['users'],
    load: (paging, {search}) =>
      takePage(api.GET('/api/users', {params: {query: {...paging, ...contains(toSearch(search))}}})),
    create: t('common:action.create_user'),
    empty: {icon: IconUsers, title: t('list.empty'), text: t('list.empty_text')},
  });
  return (
    <>
      <ListPage
        {...page}
        title={t('common:nav.users')}
        description={t('text')}
        keyOf={({id}) => id}
        linkOf={({id}) => `/users/${id}`}
        searchLabel={t('list.search')}
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
    </>
  );
}
