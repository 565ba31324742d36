import {ActionIcon, Menu} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconDots, IconTrash} from '@tabler/icons-react';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {ConfirmDialog, type ConfirmDialogProps} from './confirm_dialog.tsx';

interface Props extends Omit<ConfirmDialogProps, 'opened' | 'onClose'> {
  /** further entries, above the one that deletes */
  entries?: ReactNode;
}

/** The menu of a details page, whose last entry deletes, or does what `action` says. */
export function DeleteMenu({entries, ...dialog}: Props) {
  const {t} = useTranslation();
  const [opened, {open, close}] = useDisclosure(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('more')}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {entries}
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={open}>
            {dialog.action ?? t('delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog opened={opened} onClose={close} {...dialog} />
    </>
  );
}
