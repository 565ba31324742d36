import {Avatar, Group, Text} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {EntityAvatar} from '../../components/entity_avatar.tsx';
import type {ListedRole} from './data.ts';

/** How many hold a role, and the faces of a few. */
export function Holders({role}: {role: ListedRole}) {
  const {t, i18n} = useTranslation('roles');
  const isForUsers = role.type === 'User';
  const count = isForUsers ? role.usersCount : role.applicationsCount;
  const featured = isForUsers
    ? role.featuredUsers.map(({id, name, avatar}) => ({id, name: name ?? id, avatar}))
    : role.featuredApplications.map(({id, name}) => ({id, name, avatar: null}));
  if (count === 0) {
    return (
      <Text span size="sm" c="dimmed">
        {t('list.nobody')}
      </Text>
    );
  }
  return (
    <Group gap="xs" wrap="nowrap">
      <Avatar.Group spacing={8}>
        {featured.map(({id, name, avatar}) => (
          <EntityAvatar key={id} name={name} picture={avatar} size={26} shape={isForUsers ? 'person' : 'thing'} />
        ))}
      </Avatar.Group>
      <Text span size="sm">
        {count.toLocaleString(i18n.language)}
      </Text>
    </Group>
  );
}
