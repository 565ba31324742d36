// An invitation is a one-time token of the admin tenant that gives the role of administrators: a link with it makes
// the account of its address.
import {useQuery} from '@tanstack/react-query';

import {adminApi, takePage} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Reply} from '../../api/types.ts';
import {base, context} from '../../context.ts';
import {administratorsKey, findRole} from './data.ts';

export type Invitation = Reply<'/api/one-time-tokens/{id}', 'get'>;

const invitationsKey = [...administratorsKey, 'invitations'] as const;
const reload = () => queryClient.invalidateQueries({queryKey: invitationsKey});

/** The console understands it: session/invitation.ts. */
export function linkOf({token, email}: Invitation): string {
  const query = new URLSearchParams({one_time_token: token, login_hint: email});
  return `${context.adminEndpoint}${base}?${query}`;
}

export const useInvitations = () =>
  useQuery({
    queryKey: invitationsKey,
    // Without a page it is the whole list.
    queryFn: () => takePage(adminApi.GET('/api/one-time-tokens', {params: {query: {status: 'active'}}})),
  });

export async function invite(email: string, expiresIn: number): Promise<Invitation> {
  const roleId = await findRole();
  if (roleId === undefined) throw new Error('default:admin');
  const body = {email, expiresIn, context: {jitRoleIds: [roleId]}};
  const {data} = await adminApi.POST('/api/one-time-tokens', {body});
  await reload();
  return data!;
}

export async function revoke(id: string) {
  await adminApi.PUT('/api/one-time-tokens/{id}/status', {params: {path: {id}}, body: {status: 'revoked'}});
  await reload();
}
