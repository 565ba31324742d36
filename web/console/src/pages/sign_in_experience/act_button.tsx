import {ActionIcon, Tooltip} from '@mantine/core';
import {IconArrowDown, IconArrowUp} from '@tabler/icons-react';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

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

interface OrderProps {
  /** of what is moved */
  name: string;
  /** without it, the row is first or last */
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}

export function OrderButtons({name, onUp, onDown}: OrderProps) {
  const {t} = useTranslation('sign_in_experience');
  return (
    <>
      <ActButton label={t('fields.up', {name})} onClick={onUp}>
        <IconArrowUp size={16} stroke={1.5} />
      </ActButton>
      <ActButton label={t('fields.down', {name})} onClick={onDown}>
        <IconArrowDown size={16} stroke={1.5} />
      </ActButton>
    </>
  );
}
