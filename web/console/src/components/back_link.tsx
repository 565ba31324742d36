import {Anchor} from '@mantine/core';
import {IconArrowLeft} from '@tabler/icons-react';
import {Link} from '@tanstack/react-router';

/** To the list that a page comes from. */
export const BackLink = ({to, label}: {to: string; label: string}) => (
  <Anchor component={Link} to={to} c="dimmed" size="sm" mb="sm" style={{display: 'inline-flex', gap: 4}}>
    <IconArrowLeft size={16} style={{marginTop: 2}} aria-hidden />
    {label}
  </Anchor>
);
