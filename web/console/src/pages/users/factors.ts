// The second factors of a user, and what the user has decided about them.
import {useQuery} from '@tanstack/react-query';

import {ApiError} from '../../api/api_error.ts';
import {take, type Page} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Reply} from '../../api/types.ts';
import {userKey} from './data.ts';
import type {DecisionChanges} from './decisions.ts';
import {usePeople, type People} from './people.ts';

export type UserFactor = Reply<'/api/users/{userId}/mfa-verifications', 'get'>[number];

const keyOf = (people: People, userId: string) => [...userKey(userId, people), 'factors'];

async function listFactors({client}: People, userId: string): Promise<Page<UserFactor>> {
  const items = await take(client.GET('/api/users/{userId}/mfa-verifications', {params: {path: {userId}}}));
  return {items, total: items.length};
}

export function useFactors(userId: string) {
  const people = usePeople();
  return useQuery({queryKey: keyOf(people, userId), queryFn: () => listFactors(people, userId)});
}

const removeOne = ({client}: People, userId: string, verificationId: string) =>
  client.DELETE('/api/users/{userId}/mfa-verifications/{verificationId}', {params: {path: {userId, verificationId}}});

const reload = (people: People, userId: string) => queryClient.invalidateQueries({queryKey: keyOf(people, userId)});

export async function removeFactor(people: People, userId: string, factorId: string) {
  try {
    await removeOne(people, userId, factorId);
  } catch (error) {
    // The user has removed it meanwhile.
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
  await reload(people, userId);
}

/** The list as it is now. */
export async function resetFactors(people: People, userId: string) {
  try {
    for (const {id} of (await listFactors(people, userId)).items) await removeOne(people, userId, id);
  } finally {
    await reload(people, userId);
  }
}

export function useDecisions(userId: string) {
  const people = usePeople();
  return useQuery({
    queryKey: [...userKey(userId, people), 'decisions'],
    queryFn: () => take(people.client.GET('/api/users/{userId}/logto-configs', {params: {path: {userId}}})),
  });
}

export async function saveDecisions(people: People, userId: string, body: DecisionChanges) {
  await people.client.PATCH('/api/users/{userId}/logto-configs', {params: {path: {userId}}, body});
  await queryClient.invalidateQueries({queryKey: [...userKey(userId, people), 'decisions']});
}
