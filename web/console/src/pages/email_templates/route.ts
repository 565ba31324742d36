import {createRoute} from '@tanstack/react-router';
import {IconMailCog} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const emailTemplateRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/email-templates',
    component: page(() => import('./list.tsx'), 'EmailTemplateList', 'email_templates', 'messages'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/email-templates/$type',
    validateSearch: listSearch('language'),
    component: page(() => import('./editor.tsx'), 'EmailTemplateEditor', 'email_templates', 'messages'),
  }),
] as const;

export const emailTemplateEntry: NavigationEntry = {
  section: 'sign_in',
  to: '/email-templates',
  label: 'nav.email_templates',
  icon: IconMailCog,
};
