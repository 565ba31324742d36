import {Select, Text, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {CreateDialog} from '../../components/create_dialog.tsx';
import {EntityPicker} from '../../components/entity_picker.tsx';
import * as check from '../../components/validate.ts';
import {findOrganizationRolesOf} from '../../data/find.ts';
import {invite} from './invitations.ts';

const day = 86_400_000;
const lifetimes = ['1', '3', '7', '14', '30'];

interface Props {
  organizationId: string;
  opened: boolean;
  onClose: () => void;
}

export function Invite({organizationId, opened, onClose}: Props) {
  const {t} = useTranslation(['organizations', 'common']);
  const initialValues = {invitee: '', roleIds: [] as string[], days: '7'};
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t('common:invitation.open')}
      action={t('invitation.create')}
      initialValues={initialValues}
      validate={{invitee: check.allOf(check.required, check.email)}}
      fieldOfCode={{
        'entity.unique_integrity_violation': 'invitee',
        // Already a member; the other fields cannot be wrong.
        'request.invalid_input': 'invitee',
      }}
      create={({invitee, roleIds, days}) =>
        invite(organizationId, {
          invitee: invitee.trim(),
          organizationRoleIds: roleIds,
          expiresAt: Date.now() + Number(days) * day,
        })
      }
    >
      {(form) => (
        <>
          <TextInput
            type="email"
            label={t('common:user.email')}
            placeholder="name@example.com"
            data-autofocus
            {...form.getInputProps('invitee')}
          />
          <EntityPicker
            label={t('common:noun.organization_roles')}
            description={t('invitation.roles_text')}
            noun="organization-roles-User"
            search={findOrganizationRolesOf('User')}
            value={form.values.roleIds}
            onChange={(roleIds) => form.setFieldValue('roleIds', roleIds)}
          />
          <Select
            label={t('invitation.valid_for')}
            data={lifetimes.map((value) => ({value, label: t('common:expiry.days', {count: Number(value)})}))}
            allowDeselect={false}
            {...form.getInputProps('days')}
          />
          <Text size="xs" c="dimmed">
            {t('invitation.no_mail')}
          </Text>
        </>
      )}
    </CreateDialog>
  );
}
