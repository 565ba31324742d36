import {Menu} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconKey, IconMailPlus, IconUserCheck, IconUserOff} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {DeleteMenu} from '../../components/delete_menu.tsx';
import {useSenders} from '../../data/connectors.ts';
import {handleOf} from '../../data/find.ts';
import {InviteDialog} from './invite_dialog.tsx';
import {obstacleOf} from './invitees.ts';
import {ResetPassword} from './reset_password.tsx';
import {SuspendDialog, useReactivation} from './suspension.tsx';

/** The actions for a user as a whole. */
export function UserActions({user, onDelete}: {user: User; onDelete: () => Promise<void>}) {
  const {t} = useTranslation(['users', 'common']);
  const [isResetting, resetting] = useDisclosure(false);
  const [isSuspending, suspending] = useDisclosure(false);
  const [isInviting, inviting] = useDisclosure(false);
  const canInvite = (useSenders()?.Email ?? false) && !obstacleOf(user);
  const reactivation = useReactivation(user);
  return (
    <>
      <DeleteMenu
        title={t('delete.title')}
        name={handleOf(user)}
        onConfirm={onDelete}
        entries={
          <>
            <Menu.Item leftSection={<IconKey size={16} />} onClick={resetting.open}>
              {user.hasPassword ? t('password.reset') : t('common:password.set')}
            </Menu.Item>
            {canInvite && (
              <Menu.Item leftSection={<IconMailPlus size={16} />} onClick={inviting.open}>
                {t('invite.title')}
              </Menu.Item>
            )}
            {user.isSuspended ? (
              <Menu.Item leftSection={<IconUserCheck size={16} />} onClick={() => reactivation.mutate()}>
                {t('suspended.reactivate')}
              </Menu.Item>
            ) : (
              <Menu.Item leftSection={<IconUserOff size={16} />} onClick={suspending.open}>
                {t('suspended.suspend')}
              </Menu.Item>
            )}
            <Menu.Divider />
          </>
        }
      >
        {t('delete.text')}
      </DeleteMenu>
      <ResetPassword user={user} opened={isResetting} onClose={resetting.close} />
      <InviteDialog users={[user]} opened={isInviting} onClose={inviting.close} />
      <SuspendDialog user={user} opened={isSuspending} onClose={suspending.close} />
    </>
  );
}
