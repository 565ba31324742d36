// Where a user is signed in. A session does not know its device; the sign-in that led to it is in the audit log.
import {useQuery} from '@tanstack/react-query';

import {ApiError} from '../../api/api_error.ts';
import {take, type Page} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Reply} from '../../api/types.ts';
import {userKey} from './data.ts';
import {usePeople, type People} from './people.ts';

type Listed = Reply<'/api/users/{userId}/sessions', 'get'>['sessions'][number];
export type Grant = Reply<'/api/users/{userId}/grants', 'get'>['grants'][number];

export interface Session {
  id: string;
  signedInAt: number;
  expiresAt: number;
  applicationIds: string[];
  ip?: string;
  userAgent?: string;
}

const second = 1000;
const logsRead = 100;

async function findOrigins({client}: People, userId: string) {
  const query = {userId, logKey: 'Interaction.End', page: 1, page_size: logsRead};
  const logs = await take(client.GET('/api/logs', {params: {query}}));
  return new Map(logs.map(({payload}) => [payload.sessionId, payload]));
}

const toSession = ({payload, expiresAt}: Listed): Omit<Session, 'ip' | 'userAgent'> => ({
  id: payload.uid,
  signedInAt: payload.loginTs * second,
  expiresAt,
  applicationIds: Object.keys(payload.authorizations ?? {}),
});

async function listSessions(people: People, userId: string): Promise<Page<Session>> {
  const [{sessions}, origins] = await Promise.all([
    take(people.client.GET('/api/users/{userId}/sessions', {params: {path: {userId}}})),
    findOrigins(people, userId),
  ]);
  const items = sessions.map((listed) => {
    const session = toSession(listed);
    const origin = origins.get(session.id);
    return {...session, ...(origin && {ip: origin.ip, userAgent: origin.userAgent})};
  });
  items.sort((one, other) => other.signedInAt - one.signedInAt);
  return {items, total: items.length};
}

const listGrants = async ({client}: People, userId: string): Promise<Page<Grant>> => {
  const {grants} = await take(client.GET('/api/users/{userId}/grants', {params: {path: {userId}}}));
  return {items: grants, total: grants.length};
};

export function useSessions(userId: string) {
  const people = usePeople();
  return useQuery({
    queryKey: [...userKey(userId, people), 'sessions'],
    queryFn: () => listSessions(people, userId),
  });
}

export function useGrants(userId: string) {
  const people = usePeople();
  return useQuery({queryKey: [...userKey(userId, people), 'grants'], queryFn: () => listGrants(people, userId)});
}

/** Missing ones count as ended: a session that ends takes its grants with it. */
const unlessGone = async (answer: Promise<unknown>) => {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
};

const remove = {
  session: ({client}: People, userId: string, sessionId: string) =>
    unlessGone(
      client.DELETE('/api/users/{userId}/sessions/{sessionId}', {
        params: {path: {userId, sessionId}, query: {revokeGrantsTarget: 'all'}},
      }),
    ),
  grant: ({client}: People, userId: string, grantId: string) =>
    unlessGone(client.DELETE('/api/users/{userId}/grants/{grantId}', {params: {path: {userId, grantId}}})),
};

const reload = (people: People, userId: string) =>
  queryClient.invalidateQueries({queryKey: userKey(userId, people)});

export async function endSession(people: People, userId: string, sessionId: string) {
  await remove.session(people, userId, sessionId);
  await reload(people, userId);
}

export async function endGrant(people: People, userId: string, grantId: string) {
  await remove.grant(people, userId, grantId);
  await reload(people, userId);
}

/** Sessions first, so that none of them makes new grants meanwhile; both lists as they are now. */
export async function endAll(people: People, userId: string) {
  try {
    for (const {id} of (await listSessions(people, userId)).items) await remove.session(people, userId, id);
    for (const {id} of (await listGrants(people, userId)).items) await remove.grant(people, userId, id);
  } finally {
    await reload(people, userId);
  }
}
