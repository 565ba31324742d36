import {createRoute} from '@tanstack/react-router';
import {IconMessageCog} from '@tabler/icons-react';

import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const smsTemplateRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sms-templates',
  component: page(() => import('./page.tsx'), 'SmsTemplatesPage', 'sms_templates', 'messages', 'connectors'),
});

export const smsTemplateEntry: NavigationEntry = {
  section: 'sign_in',
  to: '/sms-templates',
  label: 'nav.sms_templates',
  icon: IconMessageCog,
};
