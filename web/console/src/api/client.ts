// The Management API of the two tenants, with the types of our own OpenAPI document. Every failure is
// thrown as an ApiError.
import createClient from 'openapi-fetch';

import {context} from '../context.ts';
import {i18n} from '../i18n.ts';
import {accessToken, client as session, resources, type Tenant} from '../session/session.ts';
import {ApiError, readApiError} from './api_error.ts';
import {connection} from './connection.ts';
import type {paths} from './schema.d.ts';

async function send(tenant: Tenant, request: Request): Promise<Response> {
  const answer = await fetch(request, {
    headers: {
      ...Object.fromEntries(request.headers),
      authorization: `Bearer ${await accessToken(tenant)}`,
      'accept-language': i18n.language,
    },
  });
  // The token was revoked, or the server has new keys: one more try with a new one.
  if (answer.status === 401) session.drop(resources[tenant]);
  return answer;
}

const fetchFor = (tenant: Tenant) => async (request: Request) => {
  let answer: Response;
  try {
    answer = await send(tenant, request.clone());
    if (answer.status === 401) answer = await send(tenant, request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    connection.reportLoss();
    throw new ApiError(0, {message: i18n.t('common:error.unreachable')});
  }
  if (!answer.ok) throw await readApiError(answer);
  return answer;
};

/** The tenant of the applications' users. */
export const api = createClient<paths>({baseUrl: context.endpoint, fetch: fetchFor('default')});
/** The tenant of the administrators. */
export const adminApi = createClient<paths>({baseUrl: context.adminEndpoint, fetch: fetchFor('admin')});

type Answer<T> = Promise<{data?: T; response: Response}>;

export const take = async <T>(answer: Answer<T>): Promise<NonNullable<T>> => (await answer).data!;

export interface Page<T> {
  items: T[];
  total: number;
}

/** A list with its length, which a header tells. */
export async function takePage<T>(answer: Answer<T[]>): Promise<Page<T>> {
  const {data = [], response} = await answer;
  return {items: data, total: Number(response.headers.get('total-number') ?? data.length)};
}

export const pageSize = 20;

/** Logto's way to say "contains". */
export const contains = (search: string | undefined): {search?: string} => {
  const text = search?.trim();
  return text ? {search: `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`} : {};
};
