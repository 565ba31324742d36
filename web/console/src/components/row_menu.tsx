import {ActionIcon, Menu} from '@mantine/core';
import {IconDots} from '@tabler/icons-react';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

/** The actions of one row of a table: `children` are Menu.Items. */
export function RowMenu({name, children}: {name: string; children: ReactNode}) {
  const {t} = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('more_of', {name})}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
