import {Group, Text} from '@mantine/core';
import {Link} from '@tanstack/react-router';

import gate from '../gate.svg';
import {context} from '../context.ts';

/** The house, and the address whose users are administered here. */
export const Brand = () => (
  <Link to="/" style={{color: 'inherit', textDecoration: 'none', minWidth: 0}}>
    <Group gap={10} wrap="nowrap">
      <img src={gate} alt="" width={26} height={26} />
      <Text fw={600}>Daemun</Text>
      <Text c="dimmed" size="sm" truncate visibleFrom="sm">
        {new URL(context.endpoint).host}
      </Text>
    </Group>
  </Link>
);
