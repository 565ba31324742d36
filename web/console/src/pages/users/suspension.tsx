import {Alert, Button, Group, Text} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {useMutation} from '@tanstack/react-query';
import {IconUserOff} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../../api/api_error.ts';
import type {User} from '../../api/types.ts';
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
    <Alert color="red" icon={<IconUserOff size={18} />} mb="md" p="sm">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 260px">
          {t('suspended.notice')}
        </Text>
        <Button
          variant="default"
          size="compact-sm"
          loading={reactivation.isPending}
          onClick={() => reactivation.mutate()}
        >
          {t('suspended.reactivate')}
        </Button>
      </Group>
    </Alert>
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
