import {createRoute} from '@tanstack/react-router';
import {IconBuildingSkyscraper} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const enterpriseSsoRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/enterprise-sso',
    validateSearch: listSearch('new'),
    component: page(() => import('./list.tsx'), 'SsoConnectorList', 'enterprise_sso'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/enterprise-sso/$id/{-$tab}',
    component: page(() => import('./details.tsx'), 'SsoConnectorDetails', 'enterprise_sso'),
  }),
] as const;

export const enterpriseSsoEntry: NavigationEntry = {
  section: 'sign_in',
  to: '/enterprise-sso',
  label: 'nav.enterprise_sso',
  icon: IconBuildingSkyscraper,
};
