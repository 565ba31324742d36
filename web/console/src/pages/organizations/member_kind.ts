import type {Icon} from '@tabler/icons-react';

import type {Page} from '../../api/client.ts';
import type {RoleType} from '../../api/types.ts';
import type {Entity} from '../../components/entity_picker.tsx';
import type {ListState} from '../../components/list_state.ts';

export interface Member extends Entity {
  picture?: string | null;
  roles: {id: string; name: string}[];
}

/** Users and machines are members alike; this is where they differ. */
export interface Kind {
  noun: 'users' | 'machines';
  icon: Icon;
  roleType: RoleType;
  list: (paging: {page: number; page_size: number}, state: ListState) => Promise<Page<Member>>;
  find: (text: string) => Promise<Entity[]>;
  add: (ids: string[], roleIds: string[]) => Promise<void>;
  setRoles: (id: string, organizationRoleIds: string[]) => Promise<unknown>;
  remove: (id: string) => Promise<unknown>;
  linkOf: (member: Member) => string;
}
