import {useTranslation} from 'react-i18next';

import {queryClient} from '../api/query_client.ts';
import {findOrganizationRolesOf, findOrganizations} from '../data/find.ts';
import {CreateDialog} from './create_dialog.tsx';
import {EntityPicker} from './entity_picker.tsx';
import type {Joiner, Membership} from './membership.ts';

interface Props {
  joiner: Joiner;
  /** none: a new one */
  membership: Membership | undefined;
  /** ids of organizations that there is a membership in */
  present: string[];
  opened: boolean;
  onClose: () => void;
}

interface Values {
  [name: string]: unknown;
  organizationIds: string[];
  organizationRoleIds: string[];
}

/** Joins an organization, or changes the roles of who is in it. */
export function MembershipDialog({joiner, membership, present, opened, onClose}: Props) {
  const {t} = useTranslation();
  const save = async ({organizationIds, organizationRoleIds}: Values) => {
    if (membership) await joiner.setRoles(membership.id, organizationRoleIds);
    else for (const id of organizationIds) await joiner.join(id, organizationRoleIds);
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
      title={membership ? t('membership.edit_of', {name: membership.name}) : t('membership.add')}
      action={membership ? t('save') : t('add')}
      initialValues={{
        organizationIds: membership ? [membership.id] : [],
        organizationRoleIds: membership?.organizationRoles.map(({id}) => id) ?? [],
      }}
      validate={{organizationIds: (ids) => (ids.length > 0 ? null : t('field.required'))}}
      create={save}
    >
      {(form) => (
        <>
          {!membership && (
            <EntityPicker
              label={t('membership.organization')}
              placeholder={t('membership.search')}
              noun={`organizations-without-${joiner.id}`}
              search={findOthers}
              max={1}
              value={form.values.organizationIds}
              onChange={(ids) => form.setFieldValue('organizationIds', ids)}
              error={form.errors['organizationIds'] as string | undefined}
            />
          )}
          <EntityPicker
            label={t('membership.roles')}
            description={t('membership.roles_text')}
            noun={`organization-roles-${joiner.roleType}`}
            search={findOrganizationRolesOf(joiner.roleType)}
            known={membership?.organizationRoles}
            value={form.values.organizationRoleIds}
            onChange={(ids) => form.setFieldValue('organizationRoleIds', ids)}
          />
        </>
      )}
    </CreateDialog>
  );
}
