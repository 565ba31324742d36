import {Badge, Group} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {Role} from '../../api/types.ts';
import {isBuiltIn} from './data.ts';

export function RoleMarks({role}: {role: Role}) {
  const {t} = useTranslation();
  if (!isBuiltIn(role) && !role.isDefault) return null;
  return (
    <Group gap={6}>
      {isBuiltIn(role) && <Badge color="gray">{t('mark.built_in')}</Badge>}
      {role.isDefault && <Badge>{t('mark.default')}</Badge>}
    </Group>
  );
}
