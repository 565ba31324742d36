// How the pickers find things by name, and what an id is called. One pair a noun.
import {api, contains, take} from '../api/client.ts';
import type {RoleType, User} from '../api/types.ts';
import type {Entity} from '../components/entity_picker.tsx';

const first = {page: 1, page_size: 20};

interface Named {
  id: string;
  name: string;
  description?: string | null;
}
const toEntity = ({id, name, description}: Named): Entity => ({id, name, detail: description ?? undefined});

/** A user's name, or the first identifier there is. */
export const nameOfUser = (user: Pick<User, 'id' | 'name' | 'username' | 'primaryEmail' | 'primaryPhone'>): string =>
  user.name ?? user.username ?? user.primaryEmail ?? user.primaryPhone ?? user.id;

/** An identifier that can be typed on any keyboard, unlike some names. */
export const handleOf = (user: Pick<User, 'id' | 'username' | 'primaryEmail'>): string =>
  user.username ?? user.primaryEmail ?? user.id;

const userToEntity = (user: Parameters<typeof nameOfUser>[0]): Entity => ({
  id: user.id,
  name: nameOfUser(user),
  detail: user.primaryEmail ?? user.username ?? undefined,
});

export const findUsers = async (text: string): Promise<Entity[]> =>
  (await take(api.GET('/api/users', {params: {query: {...first, ...contains(text)}}}))).map(userToEntity);
export const findUsersWithoutRole =
  (excludeRoleId: string) =>
  async (text: string): Promise<Entity[]> =>
    (await take(api.GET('/api/users', {params: {query: {...first, excludeRoleId, ...contains(text)}}}))).map(
      userToEntity,
    );
export const loadUser = async (userId: string): Promise<Entity> =>
  userToEntity(await take(api.GET('/api/users/{userId}', {params: {path: {userId}}})));

export const findApplications = async (text: string): Promise<Entity[]> =>
  (await take(api.GET('/api/applications', {params: {query: {...first, ...contains(text)}}}))).map(toEntity);
export const findMachinesWithoutRole =
  (excludeRoleId: string) =>
  async (text: string): Promise<Entity[]> => {
    const query = {...first, types: 'MachineToMachine', excludeRoleId, ...contains(text)};
    return (await take(api.GET('/api/applications', {params: {query}}))).map(toEntity);
  };
export const loadApplication = async (id: string): Promise<Entity> =>
  toEntity(await take(api.GET('/api/applications/{id}', {params: {path: {id}}})));

export const findRoles =
  (type: RoleType) =>
  async (text: string): Promise<Entity[]> =>
    (await take(api.GET('/api/roles', {params: {query: {...first, type, ...contains(text)}}}))).map(toEntity);
export const findRolesWithoutUser =
  (excludeUserId: string) =>
  async (text: string): Promise<Entity[]> => {
    const query = {...first, type: 'User', excludeUserId, ...contains(text)};
    return (await take(api.GET('/api/roles', {params: {query}}))).map(toEntity);
  };
export const loadRole = async (id: string): Promise<Entity> =>
  toEntity(await take(api.GET('/api/roles/{id}', {params: {path: {id}}})));

/** Those who are not in an organization yet. */
export const findUsersOutside =
  (excludeOrganizationId: string) =>
  async (text: string): Promise<Entity[]> =>
    (await take(api.GET('/api/users', {params: {query: {...first, ...contains(text), excludeOrganizationId}}}))).map(
      userToEntity,
    );
export const findMachinesOutside =
  (excludeOrganizationId: string) =>
  async (text: string): Promise<Entity[]> => {
    const query = {...first, ...contains(text), types: 'MachineToMachine', excludeOrganizationId};
    return (await take(api.GET('/api/applications', {params: {query}}))).map(toEntity);
  };

/** Logto's lists of organizations are searched with `q`. */
export const having = (text: string | undefined) => (text?.trim() ? {q: text.trim()} : {});

export const findOrganizations = async (text: string): Promise<Entity[]> =>
  (await take(api.GET('/api/organizations', {params: {query: {...first, ...having(text)}}}))).map(toEntity);
export const loadOrganization = async (id: string): Promise<Entity> =>
  toEntity(await take(api.GET('/api/organizations/{id}', {params: {path: {id}}})));

export const findOrganizationRoles = async (text: string): Promise<Entity[]> =>
  (await take(api.GET('/api/organization-roles', {params: {query: {...first, ...having(text)}}}))).map(toEntity);
export const loadOrganizationRole = async (id: string): Promise<Entity> =>
  toEntity(await take(api.GET('/api/organization-roles/{id}', {params: {path: {id}}})));
/** The list cannot be asked for one type; there are rarely many. */
export const findOrganizationRolesOf =
  (type: RoleType) =>
  async (text: string): Promise<Entity[]> => {
    const query = {page: 1, page_size: 100, ...having(text)};
    const roles = await take(api.GET('/api/organization-roles', {params: {query}}));
    return roles.filter((role) => role.type === type).map(toEntity);
  };
