import {Select, Switch, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {CreateDialog} from '../../components/create_dialog.tsx';
import {EntityPicker} from '../../components/entity_picker.tsx';
import * as check from '../../components/validate.ts';
import {useSenders} from '../../data/connectors.ts';
import {findOrganizationRolesOf} from '../../data/find.ts';
import {MailLanguage} from '../messages/mail_language.tsx';
import {invite} from './invitations.ts';

const day = 86_400_000;
const lifetimes = ['1', '3', '7', '14', '30'];

interface Props {
  organizationId: string;
  opened: boolean;
  onClose: () => void;
}

export function Invite({organizationId, opened, onClose}: Props) {
  const {t, i18n} = useTranslation(['organizations', 'common']);
  const canSend = useSenders()?.Email ?? true;
  const initialValues = {
    invitee: '',
    roleIds: [] as string[],
    days: '7',
    redirectUrl: '',
    isMailed: true,
    locale: i18n.language,
  };
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t('common:invitation.open')}
      action={t('invitation.create')}
      initialValues={initialValues}
      validate={{invitee: check.allOf(check.required, check.email), redirectUrl: check.webAddress}}
      fieldOfCode={{
        'entity.unique_integrity_violation': 'invitee',
        // Already a member; the other fields cannot be wrong.
        'request.invalid_input': 'invitee',
      }}
      create={({invitee, roleIds, days, redirectUrl, isMailed, locale}) =>
        invite(
          organizationId,
          {
            invitee: invitee.trim(),
            organizationRoleIds: roleIds,
            expiresAt: Date.now() + Number(days) * day,
            ...(redirectUrl.trim() && {redirectUrl: redirectUrl.trim()}),
          },
          isMailed && canSend ? locale : undefined,
        )
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
          <TextInput
            type="url"
            label={t('invitation.redirect')}
            description={t('invitation.redirect_text')}
            placeholder="https://example.com/welcome"
            {...form.getInputProps('redirectUrl')}
          />
          <Switch
            label={t('invitation.mail')}
            description={t(canSend && form.values.isMailed ? 'invitation.mail_text' : 'invitation.no_mail')}
            {...form.getInputProps('isMailed', {type: 'checkbox'})}
            {...(!canSend && {disabled: true, checked: false})}
          />
          {canSend && form.values.isMailed && <MailLanguage {...form.getInputProps('locale')} />}
        </>
      )}
    </CreateDialog>
  );
}
