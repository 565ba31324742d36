import {Avatar, Group, Text} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {EntityAvatar} from '../../components/entity_avatar.tsx';

interface Face {
  id: string;
  name: string | null;
  avatar: string | null;
}

/** How many, and a few of them. */
export function Faces({count, users}: {count: number; users: Face[]}) {
  const {t, i18n} = useTranslation('organizations');
  if (count === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('list.no_members')}
      </Text>
    );
  }
  return (
    <Group gap="xs" wrap="nowrap">
      <Avatar.Group spacing={6}>
        {users.map(({id, name, avatar}) => (
          <EntityAvatar key={id} name={name ?? id} picture={avatar} size={26} />
        ))}
      </Avatar.Group>
      <Text size="sm" style={{whiteSpace: 'nowrap'}}>
        {t('list.count', {count, number: count.toLocaleString(i18n.language)})}
      </Text>
    </Group>
  );
}
