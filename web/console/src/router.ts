// Every page of the console, one list.
import {createRouter} from '@tanstack/react-router';

import {base} from './context.ts';
import {accountCenterRoute} from './pages/account_center/route.ts';
import {administratorRoutes} from './pages/administrators/route.ts';
import {applicationRoutes} from './pages/applications/route.ts';
import {connectorRoutes} from './pages/connectors/route.ts';
import {dashboardRoute} from './pages/dashboard/route.ts';
import {emailTemplateRoutes} from './pages/email_templates/route.ts';
import {enterpriseSsoRoutes} from './pages/enterprise_sso/route.ts';
import {getStartedRoutes} from './pages/get_started/route.ts';
import {keyRoutes} from './pages/keys/route.ts';
import {logRoutes} from './pages/logs/route.ts';
import {messageRoutes} from './pages/messages/route.ts';
import {mfaRoute} from './pages/mfa/route.ts';
import {organizationTemplateRoutes} from './pages/organization_template/route.ts';
import {organizationRoutes} from './pages/organizations/route.ts';
import {profileRoute} from './pages/profile/route.ts';
import {resourceRoutes} from './pages/resources/route.ts';
import {roleRoutes} from './pages/roles/route.ts';
import {securityRoutes} from './pages/security/route.ts';
import {setupRoute} from './pages/setup/route.ts';
import {signInExperienceRoutes} from './pages/sign_in_experience/route.ts';
import {smsTemplateRoute} from './pages/sms_templates/route.ts';
import {tenantRoutes} from './pages/tenant/route.ts';
import {userRoutes} from './pages/users/route.ts';
import {callbackRoute} from './session/route.ts';
import {webhookRoutes} from './pages/webhooks/route.ts';
import {PagePending} from './components/page_pending.tsx';
import {noPageRoute, rootRoute, shellRoute} from './shell/routes.ts';
import {Shell} from './shell/shell.tsx';

// Here and not there: the shell shows the pages' navigation entries, and pages name the shell's route.
shellRoute.update({component: Shell});

const tree = rootRoute.addChildren([
  setupRoute,
  callbackRoute,
  shellRoute.addChildren([
    dashboardRoute,
    ...getStartedRoutes,
    ...applicationRoutes,
    ...resourceRoutes,
    ...userRoutes,
    ...roleRoutes,
    ...logRoutes,
    ...organizationRoutes,
    ...organizationTemplateRoutes,
    ...signInExperienceRoutes,
    ...connectorRoutes,
    ...enterpriseSsoRoutes,
    ...emailTemplateRoutes,
    smsTemplateRoute,
    mfaRoute,
    accountCenterRoute,
    ...messageRoutes,
    ...administratorRoutes,
    profileRoute,
    ...securityRoutes,
    ...keyRoutes,
    ...tenantRoutes,
    ...webhookRoutes,
    noPageRoute,
  ]),
]);

/** Flat and readable: `?search=acme&page=2`. */
const parseSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));

const stringifySearch = (search: Record<string, unknown>): string => {
  const present = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(present.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
};

export const router = createRouter({
  routeTree: tree,
  basepath: base,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // The page before stays for a moment; a page that is there soon shows nothing in between.
  defaultPendingMs: 400,
  defaultPendingComponent: PagePending,
  defaultPendingMinMs: 0,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
