import {createRoute} from '@tanstack/react-router';

import {page} from '../page.ts';
import {rootRoute} from '../shell/routes.ts';

export const callbackRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'callback',
  component: page(() => import('./callback.tsx'), 'Callback'),
});
