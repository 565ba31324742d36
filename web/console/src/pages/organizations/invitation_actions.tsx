import {Menu} from '@mantine/core';
import {IconTrash, IconUserCheck, IconX} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {CreateDialog} from '../../components/create_dialog.tsx';
import {RowMenu} from '../../components/row_menu.tsx';
import {deleteInvitation, findInvitee, setStatus, type Invitation} from './invitations.ts';

export interface Intent {
  act: 'accept' | 'revoke' | 'delete';
  invitation: Invitation;
}

interface MenuProps {
  invitation: Invitation;
  onChoose: (intent: Intent) => void;
}

export function InvitationMenu({invitation, onChoose}: MenuProps) {
  const {t} = useTranslation(['organizations', 'common']);
  const choose = (act: Intent['act']) => () => onChoose({act, invitation});
  return (
    <RowMenu name={invitation.invitee}>
      {invitation.status === 'Pending' && (
        <>
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
  const {t} = useTranslation(['organizations', 'common']);
  const accept = async (invitation: Invitation) => {
    const user = await findInvitee(invitation);
    if (!user) throw new Error(t('invitation.no_user', {email: invitation.invitee}));
    await setStatus(invitation, 'Accepted', user.id);
  };
  const email = intent?.invitation.invitee;
  return (
    <>
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
