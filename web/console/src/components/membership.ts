import type {Page} from '../api/client.ts';
import type {RoleType} from '../api/types.ts';

export interface Membership {
  id: string;
  name: string;
  description: string | null;
  organizationRoles: {id: string; name: string}[];
}

/** A user or a machine: how its memberships are listed and changed. */
export interface Joiner {
  id: string;
  roleType: RoleType;
  list: () => Promise<Page<Membership>>;
  join: (organizationId: string, organizationRoleIds: string[]) => Promise<unknown>;
  setRoles: (organizationId: string, organizationRoleIds: string[]) => Promise<unknown>;
  leave: (organizationId: string) => Promise<unknown>;
}
