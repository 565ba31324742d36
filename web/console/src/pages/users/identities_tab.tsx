import {Stack} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';

import {api, take} from '../../api/client.ts';
import type {User} from '../../api/types.ts';
import {userKey} from './data.ts';
import {SocialIdentities} from './social_identities.tsx';
import {SsoIdentities} from './sso_identities.tsx';

const listIdentities = (userId: string) =>
  take(api.GET('/api/users/{userId}/all-identities', {params: {path: {userId}}}));

/** Accounts at other services and at companies that belong to the user. */
export function IdentitiesTab({user: {id}}: {user: User}) {
  const query = useQuery({queryKey: [...userKey(id), 'identities'], queryFn: () => listIdentities(id)});
  return (
    <Stack gap="xl">
      <SocialIdentities userId={id} query={query} />
      <SsoIdentities query={query} />
    </Stack>
  );
}
