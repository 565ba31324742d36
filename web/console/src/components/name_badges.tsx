import {Badge, Group, Text, Tooltip} from '@mantine/core';

interface Props {
  names: string[];
  /** so many are shown; the others are counted, and named on hover */
  max?: number;
  none?: string;
}

/** Several names in the cell of a table. */
export function NameBadges({names, max = 3, none = '–'}: Props) {
  if (names.length === 0) {
    return (
      <Text span size="sm" c="dimmed">
        {none}
      </Text>
    );
  }
  const others = names.slice(max);
  return (
    <Group gap={4}>
      {names.slice(0, max).map((name, index) => (
        <Badge key={index} color="gray" maw={200}>
          {name}
        </Badge>
      ))}
      {others.length > 0 && (
        <Tooltip label={others.join(', ')} multiline maw={320} events={{hover: true, focus: true, touch: true}}>
          <Text span size="xs" c="dimmed" tabIndex={0}>
            +{others.length}
          </Text>
        </Tooltip>
      )}
    </Group>
  );
}
