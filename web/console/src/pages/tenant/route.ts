import {createRoute} from '@tanstack/react-router';
import {IconSettings} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const tenantRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/tenant/{-$tab}',
    validateSearch: listSearch(),
    component: page(() => import('./page.tsx'), 'TenantPage', 'tenant'),
  }),
] as const;

export const tenantEntry: NavigationEntry = {
  section: 'system',
  to: '/tenant',
  label: 'nav.tenant',
  icon: IconSettings,
};
