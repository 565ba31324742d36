import {Select, Text, TextInput} from '@mantine/core';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {ApiError} from '../../api/api_error.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import {SecretOnce} from '../../components/secret_once.tsx';
import {formatTime} from '../../components/time.tsx';
import * as check from '../../components/validate.ts';
import {hasAdministrator} from './data.ts';
import {invite, linkOf, type Invitation} from './invitations.ts';

const day = 86_400;
const lifetimes = ['1', '3', '7'];
// The server's codes for an account that exists already.
const known = 'user.email_already_in_use';

export function Invite({opened, onClose}: {opened: boolean; onClose: () => void}) {
  const {t, i18n} = useTranslation(['administrators', 'common']);
  const [made, setMade] = useState<Invitation>();
  const create = async ({email, days}: {email: string; days: string}) => {
    const address = email.trim();
    // A link for them would be a way into their account.
    if (await hasAdministrator(address)) throw new ApiError(422, {code: known, message: t('invite.exists')});
    setMade(await invite(address, Number(days) * day));
  };
  return (
    <>
      <CreateDialog
        opened={opened}
        onClose={onClose}
        title={t('invite.title')}
        action={t('invite.create')}
        initialValues={{email: '', days: '3'}}
        validate={{email: check.allOf(check.required, check.email)}}
        fieldOfCode={{[known]: 'email'}}
        create={create}
      >
        {(form) => (
          <>
            <TextInput
              type="email"
              label={t('common:user.email')}
              placeholder="name@example.com"
              autoComplete="off"
              data-autofocus
              {...form.getInputProps('email')}
            />
            <Select
              label={t('invite.valid_for')}
              data={lifetimes.map((value) => ({value, label: t('common:expiry.days', {count: Number(value)})}))}
              allowDeselect={false}
              {...form.getInputProps('days')}
            />
            <Text size="xs" c="dimmed">
              {t('invite.no_mail')}
            </Text>
          </>
        )}
      </CreateDialog>
      <SecretOnce
        value={made && linkOf(made)}
        title={t('invite.done')}
        label={t('invite.link')}
        onClose={() => setMade(undefined)}
      >
        {made && t('invite.hand_over', {email: made.email, time: formatTime(made.expiresAt, i18n.language)})}
      </SecretOnce>
    </>
  );
}
