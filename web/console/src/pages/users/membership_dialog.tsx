import {useTranslation} from 'react-i18next';

import {api} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import {EntityPicker} from '../../components/entity_picker.tsx';
import {findOrganizationRolesOf, findOrganizations} from '../../data/find.ts';
import type {Membership} from './organizations_tab.tsx';

interface Props {
  userId: string;
  /** none: a new one */
  membership: Membership | undefined;
  /** ids of organizations that the user is in */
  present: string[];
  opened: boolean;
  onClose: () => void;
}

interface Values {
  [name: string]: unknown;
  organizationIds: string[];
  organizationRoleIds: string[];
}

const rolesPath = '/api/organizations/{id}/users/{userId}/roles' as const;

async function join(userId: string, {organizationIds, organizationRoleIds}: Values) {
  for (const id of organizationIds) {
    await api.POST('/api/organizations/{id}/users', {params: {path: {id}}, body: {userIds: [userId]}});
    if (organizationRoleIds.length === 0) continue;
    await api.POST(rolesPath, {params: {path: {id, userId}}, body: {organizationRoleIds}});
  }
}

/** Makes a user a member of an organization, or changes the roles that a member has there. */
export function MembershipDialog({userId, membership, present, opened, onClose}: Props) {
  const {t} = useTranslation(['users', 'common']);
  const save = async (values: Values) => {
    const {organizationRoleIds} = values;
    if (membership) {
      const path = {id: membership.id, userId};
      await api.PUT(rolesPath, {params: {path}, body: {organizationRoleIds}});
    } else {
      await join(userId, values);
    }
    await queryClient.invalidateQueries();
  };
  const findOthers = async (text: string) => {
    const found = await findOrganizations(text);
    return found.filter(({id}) => !present.includes(id));
  };
  return (
    <CreateDialog<Values>
      opened={opened}
      onClose={onClose}
      title={membership ? t('organizations.edit_of', {name: membership.name}) : t('organizations.add')}
      action={membership ? t('common:save') : t('common:add')}
      initialValues={{
        organizationIds: membership ? [membership.id] : [],
        organizationRoleIds: membership?.organizationRoles.map(({id}) => id) ?? [],
      }}
      validate={{organizationIds: (ids) => (ids.length > 0 ? null : t('common:field.required'))}}
      create={save}
    >
      {(form) => (
        <>
          {!membership && (
            <EntityPicker
              label={t('organizations.organization')}
              placeholder={t('organizations.search')}
              noun={`organizations-without-${userId}`}
              search={findOthers}
              max={1}
              value={form.values.organizationIds}
              onChange={(ids) => form.setFieldValue('organizationIds', ids)}
              error={form.errors['organizationIds'] as string | undefined}
            />
          )}
          <EntityPicker
            label={t('organizations.roles')}
            description={t('organizations.roles_text')}
            noun="organization-roles-of-users"
            search={findOrganizationRolesOf('User')}
            known={membership?.organizationRoles}
            value={form.values.organizationRoleIds}
            onChange={(ids) => form.setFieldValue('organizationRoleIds', ids)}
          />
        </>
      )}
    </CreateDialog>
  );
}
