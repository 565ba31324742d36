import {createRoute} from '@tanstack/react-router';
import {IconApps} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const applicationRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/applications',
    validateSearch: listSearch('type', 'new'),
    component: page(() => import('./list.tsx'), 'ApplicationList', 'applications'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/applications/$id/{-$tab}',
    validateSearch: listSearch('event', 'user', 'since'),
    component: page(() => import('./details.tsx'), 'ApplicationDetails', 'applications', 'get_started', 'logs'),
  }),
] as const;

export const applicationEntry: NavigationEntry = {
  section: 'applications',
  to: '/applications',
  label: 'nav.applications',
  icon: IconApps,
};
