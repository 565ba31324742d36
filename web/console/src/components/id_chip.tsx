import {Code, Group} from '@mantine/core';

import {CopyButton} from './copy_button.tsx';

/** An id, short enough for a heading, ready to be copied. */
export const IdChip = ({id, label = 'ID'}: {id: string; label?: string}) => (
  <Group gap={2} wrap="nowrap" component="span" display="inline-flex" miw={0}>
    <Code data-id style={{overflowWrap: 'anywhere'}}>{id}</Code>
    <CopyButton value={id} label={label} size={22} />
  </Group>
);
