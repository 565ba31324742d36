import {Badge, Group, ThemeIcon} from '@mantine/core';
import {IconApi} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import type {Resource} from '../../api/types.ts';
import {isBuiltIn} from './data.ts';

export const ResourceIcon = ({size = 32}: {size?: number}) => (
  <ThemeIcon variant="light" color="gray" bg="var(--console-hover)" size={size} radius="md" aria-hidden>
    <IconApi size={size * 0.55} stroke={1.5} />
  </ThemeIcon>
);

export function ResourceMarks({resource}: {resource: Resource}) {
  const {t} = useTranslation();
  if (!isBuiltIn(resource) && !resource.isDefault) return null;
  return (
    <Group gap={6}>
      {isBuiltIn(resource) && <Badge color="gray">{t('mark.built_in')}</Badge>}
      {resource.isDefault && <Badge>{t('mark.default')}</Badge>}
    </Group>
  );
}
