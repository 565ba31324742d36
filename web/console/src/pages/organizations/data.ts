// Organizations as the pages need them: what is fetched, and what becomes old when something is saved.
import {useQuery} from '@tanstack/react-query';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Body} from '../../api/types.ts';

export const organizationKey = (id: string) => ['organizations', id] as const;

export const useOrganization = (id: string) =>
  useQuery({
    queryKey: organizationKey(id),
    queryFn: () => take(api.GET('/api/organizations/{id}', {params: {path: {id}}})),
  });

export async function updateOrganization(id: string, changes: Body<'/api/organizations/{id}', 'patch'>) {
  await api.PATCH('/api/organizations/{id}', {params: {path: {id}}, body: changes});
  await queryClient.invalidateQueries({queryKey: ['organizations']});
}

export async function deleteOrganization(id: string) {
  await api.DELETE('/api/organizations/{id}', {params: {path: {id}}});
  // Its own page must not be fetched once more while it is being left.
  queryClient.removeQueries({queryKey: organizationKey(id)});
  await queryClient.invalidateQueries({queryKey: ['organizations', 'list']});
}
