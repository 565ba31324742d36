import {Menu, Text} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {IconSend, IconTrash, IconUserCheck, IconX} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {CreateDialog} from '../../components/create_dialog.tsx';
import {RowMenu} from '../../components/row_menu.tsx';
import {useSenders} from '../../data/connectors.ts';
import {MailLanguage} from '../messages/mail_language.tsx';
import {deleteInvitation, findInvitee, sendInvitation, setStatus, type Invitation} from './invitations.ts';

export interface Intent {
  act: 'send' | 'accept' | 'revoke' | 'delete';
  invitation: Invitation;
}

interface MenuProps {
  invitation: Invitation;
  onChoose: (intent: Intent) => void;
}

export function InvitationMenu({invitation, onChoose}: MenuProps) {
  const {t} = useTranslation(['organizations', 'common']);
  const canSend = useSenders()?.Email ?? false;
  const choose = (act: Intent['act']) => () => onChoose({act, invitation});
  return (
    <RowMenu name={invitation.invitee}>
      {invitation.status === 'Pending' && (
        <>
          {canSend && (
            <Menu.Item leftSection={<IconSend size={16} />} onClick={choose('send')}>
              {t('invitation.send')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconUserCheck size={16} />} onClick={choose('accept')}>
            {t('invitation.accept')}
          </Menu.Item>
          <Menu.Item leftSection={<IconX size={16} />} onClick={choose('revoke')}>
            {t('common:invitation.revoke')}
          </Menu.Item>
        </>
      )}
      <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={choose('delete')}>
        {t('common:delete')}
      </Menu.Item>
    </RowMenu>
  );
}

export function InvitationDialogs({intent, onClose}: {intent: Intent | undefined; onClose: () => void}) {
  const {t, i18n} = useTranslation(['organizations', 'common']);
  const send = async (locale: string) => {
    await sendInvitation(intent!.invitation, locale);
    notifications.show({message: t('invitation.sent', {email})});
  };
  const accept = async (invitation: Invitation) => {
    const user = await findInvitee(invitation);
    if (!user) throw new Error(t('invitation.no_user', {email: invitation.invitee}));
    await setStatus(invitation, 'Accepted', user.id);
  };
  const email = intent?.invitation.invitee;
  return (
    <>
      <CreateDialog
        opened={intent?.act === 'send'}
        onClose={onClose}
        title={t('invitation.send')}
        action={t('invitation.send_action')}
        initialValues={{locale: i18n.language}}
        create={({locale}) => send(locale)}
      >
        {(form) => (
          <>
            <Text size="sm" style={{overflowWrap: 'anywhere'}}>
              {t('invitation.send_text', {email})}
            </Text>
            <MailLanguage {...form.getInputProps('locale')} />
          </>
        )}
      </CreateDialog>
      <CreateDialog
        opened={intent?.act === 'accept'}
        onClose={onClose}
        title={t('invitation.accept')}
        action={t('invitation.accept_action')}
        initialValues={{}}
        create={() => accept(intent!.invitation)}
      >
        {() => <div style={{overflowWrap: 'anywhere'}}>{t('invitation.accept_text', {email})}</div>}
      </CreateDialog>
      <ConfirmDialog
        opened={intent?.act === 'revoke'}
        onClose={onClose}
        title={t('common:invitation.revoke_title')}
        action={t('common:invitation.revoke')}
        onConfirm={() => setStatus(intent!.invitation, 'Revoked')}
      >
        {t('invitation.revoke_text', {email})}
      </ConfirmDialog>
      <ConfirmDialog
        opened={intent?.act === 'delete'}
        onClose={onClose}
        title={t('invitation.delete_title')}
        onConfirm={() => deleteInvitation(intent!.invitation)}
      >
        {t('invitation.delete_text', {email})}
      </ConfirmDialog>
    </>
  );
}
