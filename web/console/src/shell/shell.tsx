import {AppShell, Burger, Group} from '@mantine/core';
import {useDisclosure, useHotkeys} from '@mantine/hooks';
import {Outlet, useRouterState} from '@tanstack/react-router';
import {lazy, Suspense, useEffect, useState} from 'react';
import {useTranslation} from 'react-i18next';

import {ExpiredDialog} from '../session/expired_dialog.tsx';
import {AccountMenu} from './account_menu.tsx';
import {Brand} from './brand.tsx';
import {ConnectionBanner} from './connection_banner.tsx';
import {LanguageSwitch, SchemeSwitch} from './switches.tsx';
import {Navigation} from './navigation.tsx';
import {SearchButton} from './search_button.tsx';
import classes from './shell.module.css';

const Palette = lazy(() => import('./palette.tsx'));

export function Shell() {
  const {t} = useTranslation();
  const [isOpen, {toggle, close}] = useDisclosure(false);
  const [searches, setSearches] = useState(0);
  const path = useRouterState({select: ({location}) => location.pathname});
  const search = () => setSearches((count) => count + 1);
  useHotkeys([['mod+K', search]], []);
  // On a phone the navigation covers the page that was chosen in it.
  useEffect(close, [path, close]);

  return (
    <AppShell
      header={{height: 56}}
      navbar={{width: 232, breakpoint: 'md', collapsed: {mobile: !isOpen}}}
      className={classes['shell']!}
    >
      <a href="#main" className={classes['skip']}>
        {t('shell.skip')}
      </a>
      <AppShell.Header className={classes['header']!}>
        <Group gap="xs" wrap="nowrap" miw={0}>
          <Burger opened={isOpen} onClick={toggle} hiddenFrom="md" size="sm" aria-label={t('shell.navigation')} />
          <Brand />
        </Group>
        <Group gap={4} wrap="nowrap">
          <SearchButton onClick={search} />
          <LanguageSwitch />
          <SchemeSwitch />
          <AccountMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes['navbar']!} aria-label={t('shell.navigation')}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes['main']!}>
        <ConnectionBanner />
        <div className={classes['page']}>
          <Outlet />
        </div>
      </AppShell.Main>
      <ExpiredDialog />
      {searches > 0 && (
        <Suspense>
          <Palette opened={searches} />
        </Suspense>
      )}
    </AppShell>
  );
}
