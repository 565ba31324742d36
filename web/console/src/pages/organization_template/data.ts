// Roles and permissions that every organization has, as the pages need them.
import {useQuery} from '@tanstack/react-query';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Body, Reply} from '../../api/types.ts';

export type OrganizationRole = Reply<'/api/organization-roles/{id}', 'get'>;
export type OrganizationScope = Reply<'/api/organization-scopes/{id}', 'get'>;

export const roleTypes = ['User', 'MachineToMachine'] as const;

export const rolesKey = ['organization-roles'] as const;
export const scopesKey = ['organization-scopes'] as const;
export const roleKey = (id: string) => [...rolesKey, id];

export const useOrganizationRole = (id: string) =>
  useQuery({
    queryKey: roleKey(id),
    queryFn: () => take(api.GET('/api/organization-roles/{id}', {params: {path: {id}}})),
  });

export async function updateRole(id: string, changes: Body<'/api/organization-roles/{id}', 'patch'>) {
  await api.PATCH('/api/organization-roles/{id}', {params: {path: {id}}, body: changes});
  await queryClient.invalidateQueries({queryKey: rolesKey});
}

export async function deleteRole(id: string) {
  await api.DELETE('/api/organization-roles/{id}', {params: {path: {id}}});
  queryClient.removeQueries({queryKey: roleKey(id)});
  await queryClient.invalidateQueries({queryKey: [...rolesKey, 'list']});
}

/** A new one, or other words for the one with this id. */
export async function saveScope(id: string | undefined, body: Body<'/api/organization-scopes', 'post'>) {
  if (id === undefined) await api.POST('/api/organization-scopes', {body});
  else await api.PATCH('/api/organization-scopes/{id}', {params: {path: {id}}, body});
  await reloadScopes();
}

export async function deleteScope(id: string) {
  await api.DELETE('/api/organization-scopes/{id}', {params: {path: {id}}});
  await reloadScopes();
}

// Roles show the names of what they permit.
const reloadScopes = () =>
  Promise.all([scopesKey, rolesKey].map((queryKey) => queryClient.invalidateQueries({queryKey})));
