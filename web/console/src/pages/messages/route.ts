import {createRoute} from '@tanstack/react-router';
import {IconInbox} from '@tabler/icons-react';

import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const messageRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/messages',
    component: page(() => import('./list.tsx'), 'MessageList', 'messages'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/messages/$id',
    component: page(() => import('./details.tsx'), 'MessageDetails', 'messages'),
  }),
] as const;

export const messageEntry: NavigationEntry = {
  section: 'developer',
  to: '/messages',
  label: 'nav.messages',
  icon: IconInbox,
};
