import {createRoute} from '@tanstack/react-router';
import {IconShieldLock} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const securityRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/security/{-$tab}',
    validateSearch: listSearch(),
    component: page(() => import('./page.tsx'), 'SecurityPage', 'security'),
  }),
] as const;

export const securityEntry: NavigationEntry = {
  section: 'sign_in',
  to: '/security',
  label: 'nav.security',
  icon: IconShieldLock,
};
