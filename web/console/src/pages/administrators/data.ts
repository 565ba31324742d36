// The people who may use the console: users of the admin tenant with one role.
import {useQuery} from '@tanstack/react-query';

import {adminApi, contains, take, takePage} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {User} from '../../api/types.ts';
import {makePassword} from '../users/password.ts';

export const administratorsKey = ['administrators'] as const;

const reload = () => queryClient.invalidateQueries({queryKey: administratorsKey});

export const listAdministrators = (paging: {page: number; page_size: number}, search: string | undefined) =>
  takePage(adminApi.GET('/api/users', {params: {query: {...paging, ...contains(search)}}}));

export async function findRole(): Promise<string | undefined> {
  const query = {page: 1, page_size: 20, search: 'default:admin'};
  const roles = await take(adminApi.GET('/api/roles', {params: {query}}));
  return roles.find(({name}) => name === 'default:admin')?.id;
}

/** Users of the tenant who have lost the role: rare, and of no use until they get it again. */
async function findPowerless() {
  const roleId = await findRole();
  if (roleId === undefined) return {roleId, ids: new Set<string>()};
  const query = {page: 1, page_size: 100, excludeRoleId: roleId};
  const users = await take(adminApi.GET('/api/users', {params: {query}}));
  return {roleId, ids: new Set(users.map(({id}) => id))};
}

export function usePowerless(): Set<string> {
  const {data} = useQuery({queryKey: [...administratorsKey, 'powerless'], queryFn: findPowerless});
  return data?.ids ?? new Set();
}

export async function giveRights(userId: string) {
  const roleId = await findRole();
  if (roleId === undefined) throw new Error('default:admin');
  await adminApi.POST('/api/users/{userId}/roles', {params: {path: {userId}}, body: {roleIds: [roleId]}});
  await reload();
}

export async function takeRights(userId: string) {
  const roleId = await findRole();
  if (roleId === undefined) return;
  await adminApi.DELETE('/api/users/{userId}/roles/{roleId}', {params: {path: {userId, roleId}}});
  await reload();
}

/** The password, which nobody can see again. */
export async function createAdministrator({username, name}: {username: string; name: string}): Promise<string> {
  const password = makePassword();
  const user = await take(adminApi.POST('/api/users', {body: {username, password, ...(name && {name})}}));
  await giveRights(user.id);
  return password;
}

export async function hasAdministrator(email: string): Promise<boolean> {
  const users = await take(adminApi.GET('/api/users', {params: {query: {page: 1, page_size: 20, ...contains(email)}}}));
  return users.some(({primaryEmail}: User) => primaryEmail?.toLowerCase() === email.toLowerCase());
}
