import {createRoute} from '@tanstack/react-router';
import {IconUserCog} from '@tabler/icons-react';

import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const accountCenterRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/account-center',
  component: page(() => import('./page.tsx'), 'AccountCenterPage', 'account_center'),
});

export const accountCenterEntry: NavigationEntry = {
  section: 'sign_in',
  to: '/account-center',
  label: 'nav.account_center',
  icon: IconUserCog,
};
