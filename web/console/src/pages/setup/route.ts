import {createRoute} from '@tanstack/react-router';

import {page} from '../../page.ts';
import {rootRoute} from '../../shell/routes.ts';

export const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'setup',
  component: page(() => import('./setup.tsx'), 'Setup', 'setup'),
});
