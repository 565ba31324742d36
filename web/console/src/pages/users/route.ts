import {createRoute} from '@tanstack/react-router';
import {IconUsers} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const userRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/users',
    validateSearch: listSearch('factor', 'new'),
    component: page(() => import('./list.tsx'), 'UserList', 'users'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/users/$id/{-$tab}',
    validateSearch: listSearch('event', 'application', 'since'),
    component: page(() => import('./details.tsx'), 'UserDetails', 'users', 'logs', 'mfa'),
  }),
] as const;

export const userEntry: NavigationEntry = {section: 'users', to: '/users', label: 'nav.users', icon: IconUsers};
