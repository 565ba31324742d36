import {ActionIcon, Tooltip} from '@mantine/core';
import type {ReactNode} from 'react';

interface Props {
  label: string;
  /** without it, the button does nothing now */
  onClick: (() => void) | undefined;
  children: ReactNode;
}

/** In the row of a list. It keeps the focus when a row arrives where it can go no further. */
export const ActButton = ({label, onClick, children}: Props) => (
  <Tooltip label={label}>
    <ActionIcon
      size={30}
      aria-label={label}
      aria-disabled={!onClick || undefined}
      data-disabled={!onClick || undefined}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  </Tooltip>
);
