// Applications as the pages need them: what is fetched, and what becomes old when something is saved.
import {useQuery} from '@tanstack/react-query';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Application, Body} from '../../api/types.ts';

export const applicationKey = (id: string) => ['applications', id] as const;

export const useApplication = (id: string) =>
  useQuery({
    queryKey: applicationKey(id),
    queryFn: () => take(api.GET('/api/applications/{id}', {params: {path: {id}}})),
  });

export async function updateApplication(id: string, changes: Body<'/api/applications/{id}', 'patch'>) {
  await take(api.PATCH('/api/applications/{id}', {params: {path: {id}}, body: changes}));
  await queryClient.invalidateQueries({queryKey: ['applications']});
}

export async function deleteApplication(id: string) {
  await api.DELETE('/api/applications/{id}', {params: {path: {id}}});
  // Its own page must not be fetched once more while it is being left.
  queryClient.removeQueries({queryKey: applicationKey(id)});
  await queryClient.invalidateQueries({queryKey: ['applications', 'list']});
}

/** Machines have no pages and no users. */
export const isMachine = ({type}: Application) => type === 'MachineToMachine';
/** Those that can keep a secret. */
export const isConfidential = ({type}: Application) => type === 'MachineToMachine' || type === 'Traditional';
