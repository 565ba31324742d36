// Where a user is signed in. A session does not know its device; the sign-in that led to it is in the audit log.
import {useQuery} from '@tanstack/react-query';

import {ApiError} from '../../api/api_error.ts';
import {api, take, type Page} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Reply} from '../../api/types.ts';
import {userKey} from './data.ts';

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

async function findOrigins(userId: string) {
  const query = {userId, logKey: 'Interaction.End', page: 1, page_size: logsRead};
  const logs = await take(api.GET('/api/logs', {params: {query}}));
  return new Map(logs.map(({payload}) => [payload.sessionId, payload]));
}

const toSession = ({payload, expiresAt}: Listed): Omit<Session, 'ip' | 'userAgent'> => ({
  id: payload.uid,
  signedInAt: payload.loginTs * second,
  expiresAt,
  applicationIds: Object.keys(payload.authorizations ?? {}),
});

async function listSessions(userId: string): Promise<Page<Session>> {
  const [{sessions}, origins] = await Promise.all([
    take(api.GET('/api/users/{userId}/sessions', {params: {path: {userId}}})),
    findOrigins(userId),
  ]);
  const items = sessions.map((listed) => {
    const session = toSession(listed);
    const origin = origins.get(session.id);
    return {...session, ...(origin && {ip: origin.ip, userAgent: origin.userAgent})};
  });
  items.sort((one, other) => other.signedInAt - one.signedInAt);
  return {items, total: items.length};
}

const listGrants = async (userId: string): Promise<Page<Grant>> => {
  const {grants} = await take(api.GET('/api/users/{userId}/grants', {params: {path: {userId}}}));
  return {items: grants, total: grants.length};
};

export const useSessions = (userId: string) =>
  useQuery({queryKey: [...userKey(userId), 'sessions'], queryFn: () => listSessions(userId)});

export const useGrants = (userId: string) =>
  useQuery({queryKey: [...userKey(userId), 'grants'], queryFn: () => listGrants(userId)});

/** What is gone already is as wanted: a session that ends takes grants with it. */
const unlessGone = async (answer: Promise<unknown>) => {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
};

const remove = {
  session: (userId: string, sessionId: string) =>
    unlessGone(
      api.DELETE('/api/users/{userId}/sessions/{sessionId}', {
        params: {path: {userId, sessionId}, query: {revokeGrantsTarget: 'all'}},
      }),
    ),
  grant: (userId: string, grantId: string) =>
    unlessGone(api.DELETE('/api/users/{userId}/grants/{grantId}', {params: {path: {userId, grantId}}})),
};

const reload = (userId: string) => queryClient.invalidateQueries({queryKey: userKey(userId)});

export async function endSession(userId: string, sessionId: string) {
  await remove.session(userId, sessionId);
  await reload(userId);
}

export async function endGrant(userId: string, grantId: string) {
  await remove.grant(userId, grantId);
  await reload(userId);
}

/** Sessions first, so that none of them makes new grants meanwhile; both lists as they are now. */
export async function endAll(userId: string) {
  try {
    for (const {id} of (await listSessions(userId)).items) await remove.session(userId, id);
    for (const {id} of (await listGrants(userId)).items) await remove.grant(userId, id);
  } finally {
    await reload(userId);
  }
}
