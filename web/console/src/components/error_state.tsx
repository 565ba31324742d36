import {Stack, Text, Title} from '@mantine/core';
import type {ReactNode} from 'react';

/** Words in the place of what cannot be shown, and a way on. */
export const ErrorState = ({
  title,
  text,
  level = 2,
  children,
}: {
  title: string;
  text?: string | undefined;
  /** 1 where it is the whole page */
  level?: 1 | 2;
  children?: ReactNode;
}) => (
  <Stack role="alert" align="center" gap="xs" py={64} px="md" ta="center">
    <Title order={level} size="h4">
      {title}
    </Title>
    {text && (
      <Text c="dimmed" size="sm" maw={440}>
        {text}
      </Text>
    )}
    {children && <div style={{marginTop: 12}}>{children}</div>}
  </Stack>
);
