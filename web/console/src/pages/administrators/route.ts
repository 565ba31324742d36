import {createRoute} from '@tanstack/react-router';
import {IconUserCog} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const administratorRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/administrators',
    validateSearch: listSearch('new'),
    component: page(() => import('./list.tsx'), 'AdministratorList', 'administrators'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/administrators/$id/{-$tab}',
    component: page(() => import('./details.tsx'), 'AdministratorDetails', 'administrators', 'users', 'mfa'),
  }),
] as const;

export const administratorsEntry: NavigationEntry = {
  section: 'system',
  to: '/administrators',
  label: 'nav.administrators',
  icon: IconUserCog,
};
