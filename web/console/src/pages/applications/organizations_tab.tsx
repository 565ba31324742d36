import {useTranslation} from 'react-i18next';

import {api, takePage} from '../../api/client.ts';
import type {Application} from '../../api/types.ts';
import type {Joiner} from '../../components/membership.ts';
import {MembershipList} from '../../components/membership_list.tsx';
import {applicationKey} from './data.ts';

const applications = '/api/organizations/{id}/applications' as const;

const joinerFor = (applicationId: string): Joiner => ({
  id: applicationId,
  roleType: 'MachineToMachine',
  // Without a page it is the whole list.
  list: () => takePage(api.GET('/api/applications/{id}/organizations', {params: {path: {id: applicationId}}})),
  join: async (id, organizationRoleIds) => {
    await api.POST(applications, {params: {path: {id}}, body: {applicationIds: [applicationId]}});
    if (organizationRoleIds.length === 0) return;
    const path = {id, applicationId};
    await api.POST(`${applications}/{applicationId}/roles`, {params: {path}, body: {organizationRoleIds}});
  },
  setRoles: (id, organizationRoleIds) => {
    const path = {id, applicationId};
    return api.PUT(`${applications}/{applicationId}/roles`, {params: {path}, body: {organizationRoleIds}});
  },
  leave: (id) => api.DELETE(`${applications}/{applicationId}`, {params: {path: {id, applicationId}}}),
});

/** Where a machine acts for an organization. */
export function OrganizationsTab({application}: {application: Application}) {
  const {t} = useTranslation('applications');
  return (
    <MembershipList
      joiner={joinerFor(application.id)}
      queryKey={applicationKey(application.id)}
      text={t('organizations.text')}
      emptyText={t('organizations.empty_text')}
      removeText={(organization) => t('organizations.remove_text', {application: application.name, organization})}
    />
  );
}
