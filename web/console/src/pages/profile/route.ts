import {createRoute} from '@tanstack/react-router';
import {IconUserCircle} from '@tabler/icons-react';

import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const profileRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/profile',
  component: page(() => import('./profile.tsx'), 'Profile', 'profile'),
});

export const profileEntry: NavigationEntry = {
  section: 'account',
  to: '/profile',
  label: 'nav.profile',
  icon: IconUserCircle,
};
