import {Menu} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {notifications} from '@mantine/notifications';
import {IconKey, IconShieldCheck, IconShieldOff, IconUserCheck, IconUserOff} from '@tabler/icons-react';
import {useNavigate} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {DeleteMenu} from '../../components/delete_menu.tsx';
import {handleOf, nameOfUser} from '../../data/find.ts';
import {deleteUser} from '../users/data.ts';
import {administrators} from '../users/people.ts';
import {ResetPassword} from '../users/reset_password.tsx';
import {SuspendDialog, useReactivation} from '../users/suspension.tsx';
import {takeRights} from './data.ts';
import {useGrantRights} from './rights.tsx';

/** The actions for another administrator. */
export function AdministratorActions({user, isPowerless}: {user: User; isPowerless: boolean}) {
  const {t} = useTranslation(['administrators', 'users', 'common']);
  const navigate = useNavigate();
  const [isResetting, resetting] = useDisclosure(false);
  const [isSuspending, suspending] = useDisclosure(false);
  const [isTaking, taking] = useDisclosure(false);
  const reactivation = useReactivation(user);
  const give = useGrantRights(user);
  const name = nameOfUser(user);
  const remove = async () => {
    await deleteUser(administrators, user.id);
    notifications.show({message: t('remove.done', {name})});
    await navigate({to: '/administrators', ignoreBlocker: true});
  };
  return (
    <>
      <DeleteMenu
        title={t('remove.title')}
        name={handleOf(user)}
        action={t('common:remove')}
        onConfirm={remove}
        entries={
          <>
            <Menu.Item leftSection={<IconKey size={16} />} onClick={resetting.open}>
              {user.hasPassword ? t('users:password.reset') : t('common:password.set')}
            </Menu.Item>
            {isPowerless ? (
              <Menu.Item leftSection={<IconShieldCheck size={16} />} onClick={() => give.mutate()}>
                {t('rights.give')}
              </Menu.Item>
            ) : (
              <Menu.Item leftSection={<IconShieldOff size={16} />} onClick={taking.open}>
                {t('rights.take')}
              </Menu.Item>
            )}
            {user.isSuspended ? (
              <Menu.Item leftSection={<IconUserCheck size={16} />} onClick={() => reactivation.mutate()}>
                {t('users:suspended.reactivate')}
              </Menu.Item>
            ) : (
              <Menu.Item leftSection={<IconUserOff size={16} />} onClick={suspending.open}>
                {t('users:suspended.suspend')}
              </Menu.Item>
            )}
            <Menu.Divider />
          </>
        }
      >
        {t('remove.text', {name})}
      </DeleteMenu>
      <ResetPassword user={user} opened={isResetting} onClose={resetting.close} />
      <SuspendDialog user={user} opened={isSuspending} onClose={suspending.close} />
      <ConfirmDialog
        opened={isTaking}
        onClose={taking.close}
        title={t('rights.take_title')}
        action={t('rights.take')}
        onConfirm={() => takeRights(user.id)}
      >
        {t('rights.take_text', {name})}
      </ConfirmDialog>
    </>
  );
}
