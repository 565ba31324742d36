import {Menu} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {IconKey, IconShieldCheck, IconTrash, IconUserEdit} from '@tabler/icons-react';
import {useMutation} from '@tanstack/react-query';
import {Link} from '@tanstack/react-router';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../../api/api_error.ts';
import type {User} from '../../api/types.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {RowMenu} from '../../components/row_menu.tsx';
import {SecretOnce} from '../../components/secret_once.tsx';
import {nameOfUser} from '../../data/find.ts';
import {giveRights, removeAdministrator, resetPassword} from './data.ts';

interface Props {
  user: User;
  isMe: boolean;
  isPowerless: boolean;
}

export function AdministratorMenu({user, isMe, isPowerless}: Props) {
  const {t} = useTranslation(['administrators', 'common']);
  const [asked, setAsked] = useState<'reset' | 'remove'>();
  const [password, setPassword] = useState<string>();
  const name = nameOfUser(user);
  const give = useMutation({
    mutationFn: () => giveRights(user.id),
    onError: (error) => notifications.show({color: 'red', message: messageOf(error)}),
  });
  const close = () => setAsked(undefined);
  const remove = async () => {
    await removeAdministrator(user.id);
    notifications.show({message: t('remove.done', {name})});
  };

  if (isMe) {
    return (
      <RowMenu name={name}>
        <Menu.Item leftSection={<IconUserEdit size={16} />} component={Link} to="/profile">
          {t('list.edit_profile')}
        </Menu.Item>
      </RowMenu>
    );
  }
  return (
    <>
      <RowMenu name={name}>
        {isPowerless && (
          <Menu.Item leftSection={<IconShieldCheck size={16} />} onClick={() => give.mutate()}>
            {t('list.give_rights')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconKey size={16} />} onClick={() => setAsked('reset')}>
          {t('reset.open')}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setAsked('remove')}>
          {t('common:remove')}
        </Menu.Item>
      </RowMenu>
      <ConfirmDialog
        opened={asked === 'reset'}
        onClose={close}
        title={t('reset.title')}
        action={t('reset.action')}
        onConfirm={async () => setPassword(await resetPassword(user.id))}
      >
        {t('reset.text', {name})}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asked === 'remove'}
        onClose={close}
        title={t('remove.title')}
        name={name}
        action={t('common:remove')}
        onConfirm={remove}
      >
        {t('remove.text', {name})}
      </ConfirmDialog>
      <SecretOnce
        value={password}
        title={t('reset.done')}
        label={t('create.password_of', {name})}
        onClose={() => setPassword(undefined)}
      >
        {t('create.once')}
      </SecretOnce>
    </>
  );
}
