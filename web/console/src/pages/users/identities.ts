// Accounts elsewhere that belong to a user.
import type {UseQueryResult} from '@tanstack/react-query';

import type {Reply} from '../../api/types.ts';

export type Identities = Reply<'/api/users/{userId}/all-identities', 'get'>;
export type SocialIdentity = Identities['socialIdentities'][number];
export type SsoIdentity = Identities['ssoIdentities'][number];
export type IdentitiesQuery = UseQueryResult<Identities>;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** What tells the person's accounts apart best. */
export const accountOf = (details: Record<string, unknown> | undefined): string | undefined =>
  textOf(details?.['email']) ?? textOf(details?.['name']);

/** One of the two lists, as a table takes it. */
export function listOf<T>({data, error, refetch}: IdentitiesQuery, take: (identities: Identities) => T[]) {
  const items = data && take(data);
  return {data: items && {items, total: items.length}, error, refetch};
}
