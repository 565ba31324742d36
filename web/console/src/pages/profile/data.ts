// The administrator's own account, a user of the admin tenant.
import {useQuery} from '@tanstack/react-query';

import {adminApi, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Body} from '../../api/types.ts';
import {client} from '../../session/session.ts';

export const profileKey = (id: string) => ['administrators', id] as const;

export const useProfile = (userId: string) =>
  useQuery({
    queryKey: profileKey(userId),
    queryFn: () => take(adminApi.GET('/api/users/{userId}', {params: {path: {userId}}})),
  });

export async function updateProfile(userId: string, changes: Body<'/api/users/{userId}', 'patch'>) {
  await adminApi.PATCH('/api/users/{userId}', {params: {path: {userId}}, body: changes});
  await queryClient.invalidateQueries({queryKey: ['administrators']});
  // The account menu reads the ID token. Should there be no new one, it is only late.
  await client.refresh().catch(() => undefined);
  await queryClient.invalidateQueries({queryKey: ['me']});
}

/** Errors: `session.invalid_credentials`, if `current` is not the present one; undefined, there is none. */
export async function changePassword(userId: string, current: string | undefined, password: string) {
  const params = {path: {userId}};
  if (current !== undefined) {
    await adminApi.POST('/api/users/{userId}/password/verify', {params, body: {password: current}});
  }
  await adminApi.PATCH('/api/users/{userId}/password', {params, body: {password}});
  await queryClient.invalidateQueries({queryKey: profileKey(userId)});
}
