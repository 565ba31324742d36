import {Group, Text} from '@mantine/core';
import type {ReactNode} from 'react';

interface Props {
  name: string;
  /** a quiet second line */
  detail?: ReactNode;
  picture?: ReactNode;
  /** beside the name */
  mark?: ReactNode;
}

/** The first cell of a list: what a row is called. */
export const EntityName = ({name, detail, picture, mark}: Props) => (
  <Group gap="sm" wrap="nowrap" miw={0}>
    {picture}
    <div style={{minWidth: 0}}>
      <Group gap={8}>
        <Text size="sm" fw={500} lineClamp={2} title={name} style={{overflowWrap: 'anywhere'}}>
          {name}
        </Text>
        {mark}
      </Group>
      {detail && (
        <Text component="div" size="xs" c="dimmed" lineClamp={2} style={{overflowWrap: 'anywhere'}}>
          {detail}
        </Text>
      )}
    </div>
  </Group>
);
