// The two parents of all pages: the bare window, and the shell for those who are signed in.
import {createRootRoute, createRoute, redirect} from '@tanstack/react-router';

import {context} from '../context.ts';
import {isSignedIn, signIn} from '../session/session.ts';
import {NotFound} from '../components/not_found.tsx';
import {PageError} from '../components/page_error.tsx';

export const rootRoute = createRootRoute({notFoundComponent: NotFound, errorComponent: PageError});

export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  notFoundComponent: NotFound,
  errorComponent: PageError,
  beforeLoad: async ({preload}) => {
    if (isSignedIn() || preload) return;
    if (context.needsSetup) throw redirect({to: '/setup'});
    await signIn();
    // The browser is on its way to the sign-in page.
    await new Promise(() => undefined);
  },
});

/** For paths without a route: shown inside the shell, so that the navigation stays available. */
export const noPageRoute = createRoute({getParentRoute: () => shellRoute, path: '$', component: NotFound});
