import {useQuery} from '@tanstack/react-query';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {paths} from '../../api/schema.d.ts';

const key = ['account-center'] as const;

type Center = paths['/api/account-center'];
export type AccountCenter = Center['get']['responses'][200]['content']['application/json'];
export type AccountCenterChanges = Center['patch']['requestBody']['content']['application/json'];

export const useAccountCenter = () =>
  useQuery({queryKey: key, queryFn: () => take(api.GET('/api/account-center'))});

/** The names of the fields that the tenant has added to profiles. */
export const useProfileFields = () =>
  useQuery({
    queryKey: ['custom-profile-fields', 'names'],
    queryFn: async () => (await take(api.GET('/api/custom-profile-fields'))).map(({name}) => name),
  });

export async function updateAccountCenter(changes: AccountCenterChanges) {
  queryClient.setQueryData(key, await take(api.PATCH('/api/account-center', {body: changes})));
}
