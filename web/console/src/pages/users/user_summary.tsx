import {Badge, Group, Text} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {IdChip} from '../../components/id_chip.tsx';
import {Time} from '../../components/time.tsx';
import {nameOfUser} from '../../data/find.ts';

/** Below the name: by what a user is known, whether the account works, and when it was last used. */
export function UserSummary({user}: {user: User}) {
  const {t} = useTranslation(['users', 'common']);
  const known = [user.username, user.primaryEmail].filter((word) => word && word !== nameOfUser(user));
  return (
    <>
      <Group gap="xs">
        {known.map((word) => (
          <Text key={word} size="sm" style={{overflowWrap: 'anywhere'}}>
            {word}
          </Text>
        ))}
        <Badge color={user.isSuspended ? 'red' : 'gate'}>{t(user.isSuspended ? 'common:user.suspended' : 'active')}</Badge>
        <Text size="sm">
          {t('common:user.last_sign_in')}: {user.lastSignInAt ? <Time at={user.lastSignInAt} form="relative" /> : t('common:user.never')}
        </Text>
      </Group>
      <IdChip id={user.id} label={t('id')} />
    </>
  );
}
