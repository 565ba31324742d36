import {createRoute} from '@tanstack/react-router';
import {IconLayoutDashboard} from '@tabler/icons-react';

import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const dashboardRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  component: page(() => import('./dashboard.tsx'), 'Dashboard', 'dashboard', 'logs'),
});

export const dashboardEntry: NavigationEntry = {
  section: 'overview',
  to: '/',
  label: 'nav.dashboard',
  icon: IconLayoutDashboard,
};
