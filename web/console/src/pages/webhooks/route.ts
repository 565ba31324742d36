import {createRoute} from '@tanstack/react-router';
import {IconWebhook} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const webhookRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/webhooks',
    validateSearch: listSearch('new'),
    component: page(() => import('./list.tsx'), 'WebhookList', 'webhooks'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/webhooks/$id/{-$tab}',
    validateSearch: listSearch(),
    component: page(() => import('./details.tsx'), 'WebhookDetails', 'webhooks', 'logs'),
  }),
] as const;

export const webhookEntry: NavigationEntry = {
  section: 'developer',
  to: '/webhooks',
  label: 'nav.webhooks',
  icon: IconWebhook,
};
