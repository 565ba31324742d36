// Webhooks as the pages need them.
import {useQuery} from '@tanstack/react-query';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Body, Reply} from '../../api/types.ts';

export type Webhook = Reply<'/api/hooks/{id}', 'get'>;
export type WebhookEvent = Webhook['events'][number];

// The events that the server raises, by noun. (It accepts Logto's others too, but never raises them.)
export const eventGroups = {
  sign_in: [
    'PostRegister',
    'PostSignIn',
    'PostSignInAdaptiveMfaTriggered',
    'PostResetPassword',
    'Identifier.Lockout',
    'Message.RateLimited',
  ],
  user: ['User.Created', 'User.Deleted', 'User.Data.Updated', 'User.SuspensionStatus.Updated'],
  role: ['Role.Created', 'Role.Deleted', 'Role.Data.Updated', 'Role.Scopes.Updated'],
  scope: ['Scope.Created', 'Scope.Deleted', 'Scope.Data.Updated'],
  organization: [
    'Organization.Created',
    'Organization.Deleted',
    'Organization.Data.Updated',
    'Organization.Membership.Updated',
  ],
  organization_role: [
    'OrganizationRole.Created',
    'OrganizationRole.Deleted',
    'OrganizationRole.Data.Updated',
    'OrganizationRole.Scopes.Updated',
  ],
  organization_scope: ['OrganizationScope.Created', 'OrganizationScope.Deleted', 'OrganizationScope.Data.Updated'],
} as const satisfies Record<string, readonly WebhookEvent[]>;
export type EventGroup = keyof typeof eventGroups;

export const webhookKey = (id: string) => ['webhooks', id] as const;

const withStats = {includeExecutionStats: 'true'};

export const useWebhook = (id: string) =>
  useQuery({
    queryKey: webhookKey(id),
    queryFn: () => take(api.GET('/api/hooks/{id}', {params: {path: {id}, query: withStats}})),
  });

export const listWebhooks = (paging: {page: number; page_size: number}) =>
  api.GET('/api/hooks', {params: {query: {...paging, ...withStats}}});

export async function updateWebhook(id: string, changes: Body<'/api/hooks/{id}', 'patch'>) {
  await api.PATCH('/api/hooks/{id}', {params: {path: {id}}, body: changes});
  await queryClient.invalidateQueries({queryKey: ['webhooks']});
}

export async function renewSigningKey(id: string) {
  await api.PATCH('/api/hooks/{id}/signing-key', {params: {path: {id}}});
  await queryClient.invalidateQueries({queryKey: webhookKey(id)});
}

export async function deleteWebhook(id: string) {
  await api.DELETE('/api/hooks/{id}', {params: {path: {id}}});
  queryClient.removeQueries({queryKey: webhookKey(id)});
  await queryClient.invalidateQueries({queryKey: ['webhooks', 'list']});
}
