import {createRoute} from '@tanstack/react-router';
import {IconUserShield} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const roleRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/roles',
    validateSearch: listSearch('type', 'new'),
    component: page(() => import('./list.tsx'), 'RoleList', 'roles'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/roles/$id/{-$tab}',
    validateSearch: listSearch(),
    component: page(() => import('./details.tsx'), 'RoleDetails', 'roles', 'users'),
  }),
] as const;

export const roleEntry: NavigationEntry = {section: 'users', to: '/roles', label: 'nav.roles', icon: IconUserShield};
