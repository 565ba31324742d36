import {createRoute} from '@tanstack/react-router';
import {IconBuilding} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const organizationRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/organizations',
    validateSearch: listSearch('new'),
    component: page(() => import('./list.tsx'), 'OrganizationList', 'organizations'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/organizations/$id/{-$tab}',
    validateSearch: listSearch('role', 'status', 'new'),
    component: page(() => import('./details.tsx'), 'OrganizationDetails', 'organizations'),
  }),
] as const;

export const organizationEntry: NavigationEntry = {
  section: 'users',
  to: '/organizations',
  label: 'nav.organizations',
  icon: IconBuilding,
};
