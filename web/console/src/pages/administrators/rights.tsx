import {notifications} from '@mantine/notifications';
import {IconShieldOff} from '@tabler/icons-react';
import {useMutation} from '@tanstack/react-query';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../../api/api_error.ts';
import type {User} from '../../api/types.ts';
import {ActionNotice} from '../../components/action_notice.tsx';
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
    <ActionNotice color="yellow" icon={IconShieldOff} text={t('rights.none')} action={t('rights.give')} mutation={give} />
  );
}
