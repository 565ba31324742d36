import {Button} from '@mantine/core';
import type {ReactNode} from 'react';

/** What ends or removes a row of a list; a dialog asks first. `label` names the row for screen readers. */
export const RowButton = ({label, onClick, children}: {label?: string; onClick: () => void; children: ReactNode}) => (
  <Button variant="subtle" color="red" size="compact-sm" aria-label={label} onClick={onClick}>
    {children}
  </Button>
);
