import {Alert, Button, Group, Text} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {IconShieldOff} from '@tabler/icons-react';
import {useMutation} from '@tanstack/react-query';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../../api/api_error.ts';
import type {User} from '../../api/types.ts';
import {giveRights} from './data.ts';

export const useGrantRights = ({id}: User) =>
  useMutation({
    mutationFn: () => giveRights(id),
    onError: (error) => notifications.show({color: 'red', message: messageOf(error)}),
  });

export function PowerlessNotice({user}: {user: User}) {
  const {t} = useTranslation('administrators');
  const give = useGrantRights(user);
  return (
    <Alert color="yellow" icon={<IconShieldOff size={18} />} mb="md" p="sm">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 260px">
          {t('rights.none')}
        </Text>
        <Button variant="default" size="compact-sm" loading={give.isPending} onClick={() => give.mutate()}>
          {t('rights.give')}
        </Button>
      </Group>
    </Alert>
  );
}
