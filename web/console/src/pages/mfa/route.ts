import {createRoute} from '@tanstack/react-router';
import {IconLockCheck} from '@tabler/icons-react';

import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const mfaRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/mfa/{-$tab}',
  component: page(() => import('./page.tsx'), 'MfaPage', 'mfa', 'sign_in_experience'),
});

export const mfaEntry: NavigationEntry = {
  section: 'sign_in',
  to: '/mfa',
  label: 'nav.mfa',
  icon: IconLockCheck,
};
