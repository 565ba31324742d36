import {ActionIcon, Kbd, Text, UnstyledButton} from '@mantine/core';
import {IconSearch} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import classes from './search_button.module.css';

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function SearchButton({onClick}: {onClick: () => void}) {
  const {t} = useTranslation();
  return (
    <>
      <UnstyledButton className={classes['button']} visibleFrom="sm" onClick={onClick}>
        <IconSearch size={15} stroke={1.5} aria-hidden />
        <Text size="sm" inherit>
          {t('shell.search')}
        </Text>
        <Kbd size="xs">{isApple ? '⌘K' : 'Ctrl K'}</Kbd>
      </UnstyledButton>
      <ActionIcon size={36} hiddenFrom="sm" aria-label={t('shell.search')} onClick={onClick}>
        <IconSearch size={18} stroke={1.5} />
      </ActionIcon>
    </>
  );
}
