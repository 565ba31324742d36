import {createRoute} from '@tanstack/react-router';
import {IconSitemap} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const organizationTemplateRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/organization-template/{-$tab}',
    validateSearch: listSearch('new'),
    component: page(() => import('./template.tsx'), 'OrganizationTemplate', 'organization_template'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/organization-template/roles/$id/{-$tab}',
    component: page(() => import('./role_details.tsx'), 'OrganizationRoleDetails', 'organization_template'),
  }),
] as const;

export const organizationTemplateEntry: NavigationEntry = {
  section: 'users',
  to: '/organization-template',
  label: 'nav.organization_template',
  icon: IconSitemap,
};
