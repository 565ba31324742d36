import {Box, Group, Text, Title} from '@mantine/core';
import type {ReactNode} from 'react';

import {BackLink} from './back_link.tsx';
import {useTitle} from './use_title.ts';

interface Props {
  title: string;
  description?: ReactNode;
  /** beside the title: its picture */
  picture?: ReactNode;
  actions?: ReactNode;
  /** the list this comes from */
  back?: {to: string; label: string};
}

export function PageHeader({title, description, picture, actions, back}: Props) {
  useTitle(title);
  return (
    <Box component="header" mb="lg">
      {back && <BackLink {...back} />}

      <Group justify="space-between" align="flex-start" gap="md" wrap={back ? 'nowrap' : 'wrap'}>
        <Group gap="md" wrap="nowrap" miw={0} flex={back ? 1 : '1 1 280px'}>
          {picture}
          <Box miw={0}>
            <Title order={1} size="h3" style={{overflowWrap: 'anywhere'}}>
              {title}
            </Title>
            {description && (
              <Text component="div" c="dimmed" size="sm" mt={2}>
                {description}
              </Text>
            )}
          </Box>
        </Group>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
    </Box>
  );
}
