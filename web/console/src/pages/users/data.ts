// Users as the pages need them: what is fetched, and what becomes old when something is saved.
import {useQuery} from '@tanstack/react-query';

import {take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Body, User} from '../../api/types.ts';
import {usePeople, users, type People} from './people.ts';

export const userKey = (id: string, {noun} = users) => [noun, id] as const;

export function useUser(id: string) {
  const people = usePeople();
  return useQuery({
    queryKey: userKey(id, people),
    queryFn: () => take(people.client.GET('/api/users/{userId}', {params: {path: {userId: id}}})),
  });
}

/** Copies elsewhere are outdated as well: the name in lists and pickers. */
async function replace(people: People, user: User) {
  queryClient.setQueryData(userKey(user.id, people), user);
  await Promise.all([
    queryClient.invalidateQueries({queryKey: [people.noun, 'list']}),
    queryClient.invalidateQueries({queryKey: ['known', people.noun, user.id]}),
  ]);
}

type Changes = Body<'/api/users/{userId}', 'patch'>;

export async function updateUser(people: People, userId: string, changes: Changes) {
  const answer = people.client.PATCH('/api/users/{userId}', {params: {path: {userId}}, body: changes});
  await replace(people, await take(answer));
}

export async function setPassword(people: People, userId: string, password: string) {
  const answer = people.client.PATCH('/api/users/{userId}/password', {params: {path: {userId}}, body: {password}});
  await replace(people, await take(answer));
}

export async function setSuspended(people: People, userId: string, isSuspended: boolean) {
  const options = {params: {path: {userId}}, body: {isSuspended}};
  await replace(people, await take(people.client.PATCH('/api/users/{userId}/is-suspended', options)));
  // It has ended all sessions.
  await queryClient.invalidateQueries({queryKey: userKey(userId, people)});
}

export async function deleteUser(people: People, userId: string) {
  await people.client.DELETE('/api/users/{userId}', {params: {path: {userId}}});
  // Its own page must not be fetched once more while it is being left.
  queryClient.removeQueries({queryKey: userKey(userId, people)});
  await queryClient.invalidateQueries({queryKey: [people.noun, 'list']});
}

/** The field that a refusal of an identifier is about. */
export const fieldOfCode = {
  'user.username_already_in_use': 'username',
  'user.email_already_in_use': 'primaryEmail',
  'user.phone_already_in_use': 'primaryPhone',
};
