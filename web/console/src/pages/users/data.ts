// Users as the pages need them: what is fetched, and what becomes old when something is saved.
import {useQuery} from '@tanstack/react-query';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Body, User} from '../../api/types.ts';

export const userKey = (id: string) => ['users', id] as const;

export const useUser = (id: string) =>
  useQuery({
    queryKey: userKey(id),
    queryFn: () => take(api.GET('/api/users/{userId}', {params: {path: {userId: id}}})),
  });

/** What is known of the user elsewhere is old as well: the name in lists and pickers. */
async function replace(user: User) {
  queryClient.setQueryData(userKey(user.id), user);
  await Promise.all([
    queryClient.invalidateQueries({queryKey: ['users', 'list']}),
    queryClient.invalidateQueries({queryKey: ['known', 'users', user.id]}),
  ]);
}

export async function updateUser(userId: string, changes: Body<'/api/users/{userId}', 'patch'>) {
  await replace(await take(api.PATCH('/api/users/{userId}', {params: {path: {userId}}, body: changes})));
}

export async function setPassword(userId: string, password: string) {
  await replace(await take(api.PATCH('/api/users/{userId}/password', {params: {path: {userId}}, body: {password}})));
}

export async function setSuspended(userId: string, isSuspended: boolean) {
  const path = {userId};
  await replace(await take(api.PATCH('/api/users/{userId}/is-suspended', {params: {path}, body: {isSuspended}})));
  // It has ended all sessions.
  await queryClient.invalidateQueries({queryKey: userKey(userId)});
}

export async function deleteUser(userId: string) {
  await api.DELETE('/api/users/{userId}', {params: {path: {userId}}});
  // Its own page must not be fetched once more while it is being left.
  queryClient.removeQueries({queryKey: userKey(userId)});
  await queryClient.invalidateQueries({queryKey: ['users', 'list']});
}

/** The field that a refusal of an identifier is about. */
export const fieldOfCode = {
  'user.username_already_in_use': 'username',
  'user.email_already_in_use': 'primaryEmail',
  'user.phone_already_in_use': 'primaryPhone',
};
