import {createRoute} from '@tanstack/react-router';
import {IconRocket} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const getStartedRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/get-started',
    component: page(() => import('./overview.tsx'), 'GetStarted', 'get_started'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/get-started/$guide',
    validateSearch: listSearch('app', 'api'),
    component: page(() => import('./guide.tsx'), 'Guide', 'get_started'),
  }),
] as const;

export const getStartedEntry: NavigationEntry = {
  section: 'overview',
  to: '/get-started',
  label: 'nav.get_started',
  icon: IconRocket,
};
