// Roles as the pages need them: what is fetched, and what becomes old when something is saved.
import {useQuery} from '@tanstack/react-query';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Body, Reply, Role, RoleType} from '../../api/types.ts';

export type ListedRole = Reply<'/api/roles', 'get'>[number];
export const roleTypes = ['User', 'MachineToMachine'] as const satisfies RoleType[];

export const rolesKey = ['roles'] as const;
export const roleKey = (id: string) => [...rolesKey, id] as const;

/** The server keeps these for itself, and refuses to change them. */
export const isBuiltIn = ({name}: Pick<Role, 'name'>) => name.startsWith('#internal:');

export const useRole = (id: string) =>
  useQuery({
    queryKey: roleKey(id),
    queryFn: () => take(api.GET('/api/roles/{id}', {params: {path: {id}}})),
  });

export async function updateRole(id: string, changes: Body<'/api/roles/{id}', 'patch'>) {
  await api.PATCH('/api/roles/{id}', {params: {path: {id}}, body: changes});
  await queryClient.invalidateQueries({queryKey: rolesKey});
}

export async function deleteRole(id: string) {
  await api.DELETE('/api/roles/{id}', {params: {path: {id}}});
  // Its own page must not be fetched once more while it is being left.
  queryClient.removeQueries({queryKey: roleKey(id)});
  await queryClient.invalidateQueries({queryKey: [...rolesKey, 'list']});
}
