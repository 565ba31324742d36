// The keys that sign tokens and cookies.
import {useQuery} from '@tanstack/react-query';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Body, Reply} from '../../api/types.ts';

const list = '/api/configs/oidc/{keyType}' as const;
export type Key = Reply<typeof list, 'get'>[number];
export type KeyType = 'private-keys' | 'cookie-keys';
export type Algorithm = NonNullable<Key['signingKeyAlgorithm']>;
export type Status = NonNullable<Key['status']>;

const keysKey = (keyType: KeyType) => ['oidc-keys', keyType];

export const useKeys = (keyType: KeyType) =>
  useQuery({
    queryKey: keysKey(keyType),
    queryFn: () => take(api.GET(list, {params: {path: {keyType}}})),
    // A Next key becomes Current by itself.
    refetchInterval: 60_000,
  });

export async function rotate(keyType: KeyType, body: Body<'/api/configs/oidc/{keyType}/rotate', 'post'>) {
  const keys = await take(api.POST('/api/configs/oidc/{keyType}/rotate', {params: {path: {keyType}}, body}));
  queryClient.setQueryData(keysKey(keyType), keys);
}

export async function deleteKey(keyType: KeyType, keyId: string) {
  await api.DELETE('/api/configs/oidc/{keyType}/{keyId}', {params: {path: {keyType, keyId}}});
  await queryClient.invalidateQueries({queryKey: keysKey(keyType)});
}
