import {createRoute} from '@tanstack/react-router';
import {IconKey} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const keyRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/signing-keys/{-$tab}',
    validateSearch: listSearch(),
    component: page(() => import('./page.tsx'), 'KeysPage', 'keys'),
  }),
] as const;

export const keyEntry: NavigationEntry = {
  section: 'developer',
  to: '/signing-keys',
  label: 'nav.keys',
  icon: IconKey,
};
