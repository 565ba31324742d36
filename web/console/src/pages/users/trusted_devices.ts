// The browsers in which a user is not asked for the second factor.
import {useQuery} from '@tanstack/react-query';

import {ApiError} from '../../api/api_error.ts';
import {takePage} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Reply} from '../../api/types.ts';
import {userKey} from './data.ts';
import {usePeople, type People} from './people.ts';

export type TrustedDevice = Reply<'/api/users/{userId}/trusted-devices', 'get'>[number];

// Below the factors: a change of those ends the trust.
const keyOf = (people: People, userId: string) => [...userKey(userId, people), 'factors', 'trusted-devices'];

export function useTrustedDevices(userId: string) {
  const people = usePeople();
  return useQuery({
    queryKey: keyOf(people, userId),
    // A user has no more of them than there are on a page.
    queryFn: () =>
      takePage(people.client.GET('/api/users/{userId}/trusted-devices', {params: {path: {userId}, query: {}}})),
  });
}

export async function revokeTrustedDevice(people: People, userId: string, trustedDeviceId: string) {
  const params = {path: {userId, trustedDeviceId}};
  try {
    await people.client.DELETE('/api/users/{userId}/trusted-devices/{trustedDeviceId}', {params});
  } catch (error) {
    // It has ended meanwhile.
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
  await queryClient.invalidateQueries({queryKey: keyOf(people, userId)});
}
