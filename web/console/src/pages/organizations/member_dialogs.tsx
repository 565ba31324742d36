import {useTranslation} from 'react-i18next';

import {CreateDialog} from '../../components/create_dialog.tsx';
import {EntityPicker} from '../../components/entity_picker.tsx';
import {findOrganizationRolesOf} from '../../data/find.ts';
import type {Kind, Member} from './member_kind.ts';

interface AddProps {
  kind: Kind;
  organizationId: string;
  opened: boolean;
  onClose: () => void;
  onDone: () => Promise<void>;
}

/** Several at once, all with the same roles. */
export function AddMembers({kind, organizationId, opened, onClose, onDone}: AddProps) {
  const {t} = useTranslation(['organizations', 'common']);
  const {noun} = kind;
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t(`member.${noun}.add`)}
      action={t('common:add')}
      initialValues={{ids: [] as string[], roleIds: [] as string[]}}
      validate={{ids: (ids: string[]) => (ids.length > 0 ? null : t('common:field.required'))}}
      create={({ids, roleIds}) => kind.add(ids, roleIds).finally(onDone)}
    >
      {(form) => (
        <>
          <EntityPicker
            label={t(`member.${noun}.label`)}
            placeholder={t(`common:search.${noun}`)}
            noun={`${noun}-outside-${organizationId}`}
            search={kind.find}
            value={form.values.ids}
            onChange={(ids) => form.setFieldValue('ids', ids)}
            error={form.errors['ids'] as string | undefined}
          />
          <RolePicker
            kind={kind}
            value={form.values.roleIds}
            onChange={(roleIds) => form.setFieldValue('roleIds', roleIds)}
          />
        </>
      )}
    </CreateDialog>
  );
}

interface RolesProps {
  kind: Kind;
  member: Member | undefined;
  onClose: () => void;
  onDone: () => Promise<void>;
}

export function MemberRoles({kind, member, onClose, onDone}: RolesProps) {
  const {t} = useTranslation(['organizations', 'common']);
  return (
    <CreateDialog
      opened={member !== undefined}
      onClose={onClose}
      title={t('member.roles_of', {name: member?.name})}
      action={t('common:save')}
      initialValues={{roleIds: member?.roles.map(({id}) => id) ?? []}}
      create={({roleIds}) => kind.setRoles(member!.id, roleIds).then(onDone)}
    >
      {(form) => (
        <RolePicker
          kind={kind}
          known={member?.roles}
          value={form.values.roleIds}
          onChange={(roleIds) => form.setFieldValue('roleIds', roleIds)}
        />
      )}
    </CreateDialog>
  );
}

interface PickerProps {
  kind: Kind;
  known?: Member['roles'] | undefined;
  value: string[];
  onChange: (ids: string[]) => void;
}

function RolePicker({kind, ...field}: PickerProps) {
  const {t} = useTranslation(['organizations', 'common']);
  return (
    <EntityPicker
      label={t('common:noun.organization_roles')}
      description={t('member.roles_text')}
      noun={`organization-roles-${kind.roleType}`}
      search={findOrganizationRolesOf(kind.roleType)}
      {...field}
    />
  );
}
