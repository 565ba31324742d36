import {Badge, Text} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {EntityAvatar} from '../../components/entity_avatar.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {nameOfUser} from '../../data/find.ts';

type Shown = Parameters<typeof nameOfUser>[0] & Pick<User, 'avatar' | 'isSuspended'>;

/** A user in a list: picture, name, and the user name where it is not the name. */
export function UserName({user}: {user: Shown}) {
  const {t} = useTranslation();
  const name = nameOfUser(user);
  return (
    <EntityName
      name={name}
      detail={
        <>
          {user.username === name ? undefined : user.username}
          {/* Where the column of addresses does not fit. */}
          {user.primaryEmail !== name && (
            <Text inherit hiddenFrom="sm">
              {user.primaryEmail}
            </Text>
          )}
        </>
      }
      picture={<EntityAvatar name={name} picture={user.avatar} />}
      mark={user.isSuspended && <Badge color="red">{t('user.suspended')}</Badge>}
    />
  );
}

/** Whole, as far as that is possible: it tells people apart, and names give way to it. */
export const Address = ({address}: {address: string | null}) => (
  <Text size="sm" truncate maw={320} title={address ?? undefined}>
    {address ?? '–'}
  </Text>
);
