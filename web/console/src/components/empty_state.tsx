import {Stack, Text, ThemeIcon, Title} from '@mantine/core';
import type {Icon} from '@tabler/icons-react';
import type {ReactNode} from 'react';

interface Props {
  icon?: Icon;
  title: string;
  text?: string | undefined;
  children?: ReactNode;
}

/** Nothing there yet: what it would be, and how to make the first. */
export const EmptyState = ({icon: Symbol, title, text, children}: Props) => (
  <Stack align="center" gap={6} py={48} px="md" ta="center">
    {Symbol && (
      <ThemeIcon variant="light" color="gray" bg="var(--console-hover)" size={44} radius="md" mb="xs">
        <Symbol size={22} stroke={1.5} />
      </ThemeIcon>
    )}
    <Title order={2} size="h5">
      {title}
    </Title>
    {text && (
      <Text c="dimmed" size="sm" maw={420}>
        {text}
      </Text>
    )}
    {children && <div style={{marginTop: 12}}>{children}</div>}
  </Stack>
);
