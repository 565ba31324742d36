import {IconRobot} from '@tabler/icons-react';

import {api, takePage} from '../../api/client.ts';
import {findMachinesOutside, having} from '../../data/find.ts';
import type {Kind} from './member_kind.ts';
import {Memberships} from './memberships.tsx';

const applications = '/api/organizations/{id}/applications' as const;

const kindFor = (id: string): Kind => ({
  noun: 'machines',
  icon: IconRobot,
  roleType: 'MachineToMachine',
  list: async (paging, {search}) => {
    const query = {...paging, ...having(search)};
    const {items, total} = await takePage(api.GET(applications, {params: {path: {id}, query}}));
    return {
      total,
      items: items.map(({id, name, description, organizationRoles}) => ({
        id,
        name,
        detail: description ?? undefined,
        roles: organizationRoles,
      })),
    };
  },
  find: findMachinesOutside(id),
  add: async (applicationIds, organizationRoleIds) => {
    await api.POST(applications, {params: {path: {id}}, body: {applicationIds}});
    if (organizationRoleIds.length === 0) return;
    await api.POST(`${applications}/roles`, {params: {path: {id}}, body: {applicationIds, organizationRoleIds}});
  },
  setRoles: (applicationId, organizationRoleIds) => {
    const path = {id, applicationId};
    return api.PUT(`${applications}/{applicationId}/roles`, {params: {path}, body: {organizationRoleIds}});
  },
  remove: (applicationId) => api.DELETE(`${applications}/{applicationId}`, {params: {path: {id, applicationId}}}),
  linkOf: (member) => `/applications/${member.id}`,
});

/** Machine-to-machine applications that act for the organization. */
export const MachinesTab = ({id}: {id: string}) => <Memberships organizationId={id} kind={kindFor(id)} />;
