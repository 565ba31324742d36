// API resources as the pages need them: what is fetched, and what becomes old when something is saved.
import {useQuery} from '@tanstack/react-query';

import {api, pageSize, take, type Page} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Body, ListedResource, Resource} from '../../api/types.ts';
import {i18n} from '../../i18n.ts';
import type {ListState} from '../../components/list_state.ts';
import {managementIndicator} from '../../data/management.ts';

export const resourcesKey = ['resources'] as const;
export const resourceKey = (id: string) => [...resourcesKey, id] as const;

export const isBuiltIn = ({indicator}: Pick<Resource, 'indicator'>) => indicator === managementIndicator;

/** There are few, and the server does not search them: all at once, searched here. */
export async function listResources(_: unknown, {search = '', page}: ListState): Promise<Page<ListedResource>> {
  const all = await take(api.GET('/api/resources', {params: {query: {includeScopes: 'true'}}}));
  const text = search.trim().toLowerCase();
  const found = all.filter(({id, name, indicator}) =>
    [id, name, indicator].some((words) => words.toLowerCase().includes(text)),
  );
  return {items: found.slice((page - 1) * pageSize, page * pageSize), total: found.length};
}

export const useResource = (id: string) =>
  useQuery({
    queryKey: resourceKey(id),
    queryFn: () => take(api.GET('/api/resources/{id}', {params: {path: {id}}})),
  });

const reload = () => queryClient.invalidateQueries({queryKey: resourcesKey});

export async function updateResource(id: string, changes: Body<'/api/resources/{id}', 'patch'>, isDefault?: boolean) {
  await api.PATCH('/api/resources/{id}', {params: {path: {id}}, body: changes});
  if (isDefault !== undefined) {
    await api.PATCH('/api/resources/{id}/is-default', {params: {path: {id}}, body: {isDefault}});
  }
  await reload();
}

export async function deleteResource(id: string) {
  await api.DELETE('/api/resources/{id}', {params: {path: {id}}});
  // Its own page must not be fetched once more while it is being left.
  queryClient.removeQueries({queryKey: resourceKey(id)});
  await queryClient.invalidateQueries({queryKey: [...resourcesKey, 'list']});
}

const scopes = '/api/resources/{resourceId}/scopes' as const;
const scope = '/api/resources/{resourceId}/scopes/{scopeId}' as const;

export async function createScope(resourceId: string, body: Body<typeof scopes, 'post'>) {
  await api.POST(scopes, {params: {path: {resourceId}}, body});
  await reload();
}

export async function updateScope(resourceId: string, scopeId: string, body: Body<typeof scope, 'patch'>) {
  await api.PATCH(scope, {params: {path: {resourceId, scopeId}}, body});
  await reload();
}

export async function deleteScope(resourceId: string, scopeId: string) {
  await api.DELETE(scope, {params: {path: {resourceId, scopeId}}});
  await reload();
}

/** RFC 8707: an absolute URI without a fragment. */
export const checkIndicator = (value: string): string | null => {
  const text = value.trim();
  if (!text) return i18n.t('common:field.required');
  if (!URL.canParse(text)) return i18n.t('resources:indicator.absolute');
  return text.includes('#') ? i18n.t('resources:indicator.fragment') : null;
};
