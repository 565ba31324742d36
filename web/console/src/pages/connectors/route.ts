import {createRoute} from '@tanstack/react-router';
import {IconPlugConnected} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';
import {setUpSearch} from './set_up_search.ts';

export const connectorRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/connectors/{-$tab}',
    validateSearch: listSearch('add'),
    component: page(() => import('./page.tsx'), 'ConnectorsPage', 'connectors', 'messages'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/connectors/set-up/$factory',
    validateSearch: setUpSearch,
    component: page(() => import('./set_up.tsx'), 'SetUpConnector', 'connectors', 'messages'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/connectors/details/$id',
    component: page(() => import('./details.tsx'), 'ConnectorDetails', 'connectors', 'messages'),
  }),
] as const;

export const connectorEntry: NavigationEntry = {
  section: 'sign_in',
  to: '/connectors',
  label: 'nav.connectors',
  icon: IconPlugConnected,
};
