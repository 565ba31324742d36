import {Alert, Select, Text, TextInput} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {useRef} from 'react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../../api/api_error.ts';
import {api} from '../../api/client.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';
import {nameOfUser} from '../../data/find.ts';
import {MailLanguage} from '../messages/mail_language.tsx';
import {obstacleOf, obstacles, type Invitee} from './invitees.ts';

const day = 86_400;
const lifetimes = ['1', '3', '7', '14', '30'];

interface Props {
  users: Invitee[];
  opened: boolean;
  onClose: () => void;
}

/** Sends each of them a link that signs in. */
export function InviteDialog({users, opened, onClose}: Props) {
  const {t, i18n} = useTranslation(['users', 'common']);
  const sent = useRef(new Set<string>());
  const invited = users.filter((user) => !obstacleOf(user));
  const send = async (email: string, values: {days: string; locale: string; redirectUrl: string}) => {
    const {days, locale, redirectUrl} = values;
    const context = {interactionEvent: 'SignIn' as const, ...(redirectUrl.trim() && {redirectUrl: redirectUrl.trim()})};
    await api.POST('/api/one-time-tokens', {body: {email, context, expiresIn: Number(days) * day, send: true, locale}});
  };
  const sendAll = async (values: Parameters<typeof send>[1]) => {
    // A second try leaves out those who have got one.
    for (const {id, primaryEmail} of invited.filter(({id}) => !sent.current.has(id))) {
      try {
        await send(primaryEmail!, values);
        sent.current.add(id);
      } catch (error) {
        if (invited.length === 1) throw error;
        throw new Error(t('invite.failed', {email: primaryEmail, reason: messageOf(error), count: sent.current.size}), {
          cause: error,
        });
      }
    }
    notifications.show({message: t('invite.done', {count: invited.length})});
  };
  const close = () => {
    sent.current.clear();
    onClose();
  };
  return (
    <CreateDialog
      opened={opened}
      onClose={close}
      title={t('invite.title')}
      action={t('invite.action', {count: invited.length})}
      initialValues={{days: '7', locale: i18n.language, redirectUrl: ''}}
      validate={{redirectUrl: check.webAddress}}
      create={sendAll}
    >
      {(form) => (
        <>
          <Text size="sm" style={{overflowWrap: 'anywhere'}}>
            {invited.length === 1
              ? t('invite.text', {email: invited[0]!.primaryEmail})
              : t('invite.text_many', {count: invited.length})}
          </Text>
          <LeftOut users={users} />
          <Select
            label={t('invite.valid_for')}
            data={lifetimes.map((value) => ({value, label: t('common:expiry.days', {count: Number(value)})}))}
            allowDeselect={false}
            {...form.getInputProps('days')}
          />
          <TextInput
            type="url"
            label={t('invite.redirect')}
            description={t('invite.redirect_text')}
            placeholder="https://example.com"
            {...form.getInputProps('redirectUrl')}
          />
          <MailLanguage {...form.getInputProps('locale')} />
        </>
      )}
    </CreateDialog>
  );
}

function LeftOut({users}: {users: Invitee[]}) {
  const {t, i18n} = useTranslation('users');
  const listed = new Intl.ListFormat(i18n.language, {type: 'conjunction'});
  const lines = obstacles
    .map((obstacle) => ({obstacle, names: users.filter((user) => obstacleOf(user) === obstacle).map(nameOfUser)}))
    .filter(({names}) => names.length > 0);
  if (lines.length === 0) return null;
  return (
    <Alert color="gray" p="sm">
      {lines.map(({obstacle, names}) => (
        <Text key={obstacle} size="sm" style={{overflowWrap: 'anywhere'}}>
          {t(`invite.left_out.${obstacle}`, {names: listed.format(names)})}
        </Text>
      ))}
    </Alert>
  );
}
