import {Alert, Button, Group, Text, type MantineColor} from '@mantine/core';
import type {UseMutationResult} from '@tanstack/react-query';
import type {Icon} from '@tabler/icons-react';

interface Props {
  color: MantineColor;
  icon: Icon;
  text: string;
  action: string;
  mutation: UseMutationResult<unknown, Error, void>;
}

/** An unusual state of the page's entity, with the action that ends it. */
export function ActionNotice({color, icon: Symbol, text, action, mutation}: Props) {
  return (
    <Alert color={color} icon={<Symbol size={18} />} mb="md" p="sm">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 260px">
          {text}
        </Text>
        <Button variant="default" size="compact-sm" loading={mutation.isPending} onClick={() => mutation.mutate()}>
          {action}
        </Button>
      </Group>
    </Alert>
  );
}
