import {notifications} from '@mantine/notifications';
import {useMutation} from '@tanstack/react-query';
import {IconUserOff} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../../api/api_error.ts';
import type {User} from '../../api/types.ts';
import {ActionNotice} from '../../components/action_notice.tsx';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {nameOfUser} from '../../data/find.ts';
import {setSuspended} from './data.ts';
import {usePeople} from './people.ts';

export function useReactivation(user: User) {
  const {t} = useTranslation('users');
  const people = usePeople();
  return useMutation({
    mutationFn: () => setSuspended(people, user.id, false),
    onSuccess: () => notifications.show({message: t('suspended.reactivated', {name: nameOfUser(user)})}),
    onError: (error) => notifications.show({color: 'red', message: messageOf(error)}),
  });
}

export function SuspendedNotice({user}: {user: User}) {
  const {t} = useTranslation('users');
  const reactivation = useReactivation(user);
  return (
    <ActionNotice
      color="red"
      icon={IconUserOff}
      text={t('suspended.notice')}
      action={t('suspended.reactivate')}
      mutation={reactivation}
    />
  );
}

interface Props {
  user: User;
  opened: boolean;
  onClose: () => void;
}

export function SuspendDialog({user, opened, onClose}: Props) {
  const {t} = useTranslation('users');
  const people = usePeople();
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('suspended.title', {name: nameOfUser(user)})}
      action={t('suspended.suspend')}
      onConfirm={() => setSuspended(people, user.id, true)}
    >
      {t('suspended.text')}
    </ConfirmDialog>
  );
}
