import {createRoute} from '@tanstack/react-router';
import {IconListDetails} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const logRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/logs',
    validateSearch: listSearch('event', 'user', 'application', 'since'),
    component: page(() => import('./list.tsx'), 'LogsPage', 'logs'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/logs/$id',
    component: page(() => import('./details.tsx'), 'LogDetails', 'logs'),
  }),
] as const;

export const logEntry: NavigationEntry = {
  section: 'developer',
  to: '/logs',
  label: 'nav.logs',
  icon: IconListDetails,
};
