import {createRoute} from '@tanstack/react-router';
import {IconApi} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const resourceRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/resources',
    validateSearch: listSearch('new'),
    component: page(() => import('./list.tsx'), 'ResourceList', 'resources'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/resources/$id/{-$tab}',
    validateSearch: listSearch(),
    component: page(() => import('./details.tsx'), 'ResourceDetails', 'resources'),
  }),
] as const;

export const resourceEntry: NavigationEntry = {
  section: 'applications',
  to: '/resources',
  label: 'nav.resources',
  icon: IconApi,
};
