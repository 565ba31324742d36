// Where the administrator is signed in. A session does not know its device; the sign-in that led to it is in
// the audit log.
import {useQuery} from '@tanstack/react-query';

import {ApiError} from '../../api/api_error.ts';
import {adminApi, take, type Page} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {client} from '../../session/session.ts';
import {profileKey} from './data.ts';

export interface Session {
  id: string;
  isThis: boolean;
  signedInAt: number;
  expiresAt: number;
  ip?: string | undefined;
  userAgent?: string | undefined;
}

const second = 1000;
const sessionsKey = (userId: string) => [...profileKey(userId), 'sessions'];

async function list(userId: string): Promise<Page<Session>> {
  const logs = {userId, logKey: 'Interaction.End', page: 1, page_size: 100};
  const [{sessions}, ends] = await Promise.all([
    take(adminApi.GET('/api/users/{userId}/sessions', {params: {path: {userId}}})),
    take(adminApi.GET('/api/logs', {params: {query: logs}})),
  ]);
  const origins = new Map(ends.map(({payload}) => [payload.sessionId, payload]));
  // Sessions have no other name that a browser would know; session.ts asks for this claim.
  const authTime = client.claims?.['auth_time'];
  const items = sessions
    .map(({payload, expiresAt}) => ({
      id: payload.uid,
      isThis: payload.loginTs === authTime && payload.authorizations !== undefined,
      signedInAt: payload.loginTs * second,
      expiresAt,
      ip: origins.get(payload.uid)?.ip,
      userAgent: origins.get(payload.uid)?.userAgent,
    }))
    .toSorted((one, other) => Number(other.isThis) - Number(one.isThis) || other.signedInAt - one.signedInAt);
  return {items, total: items.length};
}

export const useSessions = (userId: string) => useQuery({queryKey: sessionsKey(userId), queryFn: () => list(userId)});

const reload = (userId: string) => queryClient.invalidateQueries({queryKey: sessionsKey(userId)});

async function end(userId: string, sessionId: string) {
  // With what applications got in it, or they would go on.
  const params = {path: {userId, sessionId}, query: {revokeGrantsTarget: 'all'}};
  await adminApi.DELETE('/api/users/{userId}/sessions/{sessionId}', {params}).catch((error: unknown) => {
    // Gone already is as wanted.
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  });
}

export const endSession = (userId: string, sessionId: string) => end(userId, sessionId).finally(() => reload(userId));

/** All but the one that this page is in. */
export async function endOthers(userId: string) {
  try {
    const {items} = await list(userId);
    for (const {id, isThis} of items) if (!isThis) await end(userId, id);
  } finally {
    await reload(userId);
  }
}
