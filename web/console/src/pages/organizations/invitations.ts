// Invitations into an organization, and what can be done with one.
import {api, take, type Page} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Reply} from '../../api/types.ts';
import {organizationKey} from './data.ts';

export type Invitation = Reply<'/api/organization-invitations/{id}', 'get'>;

export const invitationStatuses = ['Pending', 'Accepted', 'Expired', 'Revoked'] as const;
export const statusColors = {Pending: 'gate', Accepted: 'gray', Expired: 'yellow', Revoked: 'red'} as const;

export const invitationsKey = (organizationId: string) => [...organizationKey(organizationId), 'invitations'];

/** All of an organization's; the API neither searches nor pages them. */
export const loadInvitations = (organizationId: string) =>
  take(api.GET('/api/organization-invitations', {params: {query: {organizationId}}}));

export function select(
  invitations: Invitation[],
  {search, status, page, pageSize}: {search?: string; status?: string; page: number; pageSize: number},
): Page<Invitation> {
  const text = search?.trim().toLowerCase() ?? '';
  const found = invitations
    .filter((invitation) => invitation.invitee.includes(text) && (!status || invitation.status === status))
    .toSorted((a, b) => b.createdAt - a.createdAt);
  return {items: found.slice((page - 1) * pageSize, page * pageSize), total: found.length};
}

interface Invited {
  invitee: string;
  expiresAt: number;
  organizationRoleIds: string[];
  /** where the invited person goes after joining */
  redirectUrl?: string;
}

/** `locale`: the language of the mail; without, none is sent. */
export async function invite(organizationId: string, invited: Invited, locale: string | undefined) {
  const body = {organizationId, ...invited, messagePayload: locale === undefined ? false : {locale}};
  await api.POST('/api/organization-invitations', {body});
  await reload(organizationId);
}

export async function setStatus({id, organizationId}: Invitation, status: 'Accepted' | 'Revoked', user?: string) {
  const body = {status, ...(user && {acceptedUserId: user})};
  await api.PUT('/api/organization-invitations/{id}/status', {params: {path: {id}}, body});
  await reload(organizationId);
}

/** Its link replaces the one of the mail before. */
export async function sendInvitation({id, organizationId}: Invitation, locale: string) {
  await api.POST('/api/organization-invitations/{id}/message', {params: {path: {id}}, body: {locale}});
  await reload(organizationId);
}

export async function deleteInvitation({id, organizationId}: Invitation) {
  await api.DELETE('/api/organization-invitations/{id}', {params: {path: {id}}});
  await reload(organizationId);
}

/** The user whose address it is, if there is one. */
export async function findInvitee({invitee}: Invitation) {
  const query = {page: 1, page_size: 1, 'search.primaryEmail': invitee, 'mode.primaryEmail': 'exact'};
  const [user] = await take(api.GET('/api/users', {params: {query: query as {page: number}}}));
  return user;
}

// Accepting makes the user a member.
const reload = (organizationId: string) => queryClient.invalidateQueries({queryKey: organizationKey(organizationId)});
