// The organizations of the person, and what their members may do there.
import type {Branding} from '../../context.ts';
import {call, callFor} from '../api.ts';

export interface Role {
  id: string;
  name: string;
  description?: string | null;
}

export interface Organization {
  id: string;
  name: string;
  description?: string | null;
  branding?: Branding | null;
  roles: Role[];
  /** as far as they are about members */
  permissions: string[];
}

/** An invitation to the person. Times are in milliseconds. */
export interface OwnInvitation {
  id: string;
  organization: {id: string; name: string; branding?: Branding | null};
  inviter: {name: string} | null;
  roles: Role[];
  expiresAt: number;
}

export interface Member {
  id: string;
  name?: string | null;
  username?: string | null;
  primaryEmail?: string | null;
  avatar?: string | null;
  roles: Role[];
}

export interface SentInvitation {
  id: string;
  invitee: string;
  inviter: {name: string} | null;
  roles: Role[];
  createdAt: number;
  expiresAt: number;
}

export const listOrganizations = () => call<Organization[]>('GET', '/my-organizations');
export const leaveOrganization = (id: string) => call('DELETE', `/my-organizations/${encodeURIComponent(id)}`);

export const listOwnInvitations = () => call<OwnInvitation[]>('GET', '/my-organization-invitations');
export const answerInvitation = (id: string, status: 'Accepted' | 'Revoked') =>
  call('PUT', `/my-organization-invitations/${encodeURIComponent(id)}/status`, {status});

const pathOf = (organization: string, noun: string, id?: string) =>
  ['/my-organizations', encodeURIComponent(organization), noun, id && encodeURIComponent(id)].filter(Boolean).join('/');

export const pageSize = 20;

export interface MemberPage {
  members: Member[];
  total: number;
}

export async function listMembers(organization: string, search: string, page: number): Promise<MemberPage> {
  const query = new URLSearchParams({page: String(page), page_size: String(pageSize), ...(search && {search})});
  let total = 0;
  const members = await callFor<Member[]>(organization, {
    method: 'GET',
    path: `${pathOf(organization, 'members')}?${query}`,
    onHeaders: (headers) => (total = Number(headers.get('total-number') ?? 0)),
  });
  return {members, total: Math.max(total, members.length)};
}

export const removeMember = (organization: string, id: string) =>
  callFor(organization, {method: 'DELETE', path: pathOf(organization, 'members', id)});

/** Those that the person may give. */
export const listRoles = (organization: string) =>
  callFor<Role[]>(organization, {method: 'GET', path: pathOf(organization, 'roles')});

export const listInvitations = (organization: string) =>
  callFor<SentInvitation[]>(organization, {method: 'GET', path: pathOf(organization, 'invitations')});

export const invite = (organization: string, invitee: string, roleIds: string[]) =>
  callFor<SentInvitation>(organization, {
    method: 'POST',
    path: pathOf(organization, 'invitations'),
    body: {invitee, ...(roleIds.length > 0 && {roleIds})},
  });

export const revokeInvitation = (organization: string, id: string) =>
  callFor(organization, {method: 'DELETE', path: pathOf(organization, 'invitations', id)});
