// The navigation, in its order. One line a noun.
import type {NavigationEntry} from '../navigation.ts';
import {accountCenterEntry} from '../pages/account_center/route.ts';
import {administratorsEntry} from '../pages/administrators/route.ts';
import {applicationEntry} from '../pages/applications/route.ts';
import {connectorEntry} from '../pages/connectors/route.ts';
import {dashboardEntry} from '../pages/dashboard/route.ts';
import {emailTemplateEntry} from '../pages/email_templates/route.ts';
import {enterpriseSsoEntry} from '../pages/enterprise_sso/route.ts';
import {getStartedEntry} from '../pages/get_started/route.ts';
import {keyEntry} from '../pages/keys/route.ts';
import {logEntry} from '../pages/logs/route.ts';
import {messageEntry} from '../pages/messages/route.ts';
import {mfaEntry} from '../pages/mfa/route.ts';
import {organizationTemplateEntry} from '../pages/organization_template/route.ts';
import {organizationEntry} from '../pages/organizations/route.ts';
import {profileEntry} from '../pages/profile/route.ts';
import {resourceEntry} from '../pages/resources/route.ts';
import {roleEntry} from '../pages/roles/route.ts';
import {securityEntry} from '../pages/security/route.ts';
import {signInExperienceEntry} from '../pages/sign_in_experience/route.ts';
import {smsTemplateEntry} from '../pages/sms_templates/route.ts';
import {tenantEntry} from '../pages/tenant/route.ts';
import {userEntry} from '../pages/users/route.ts';
import {webhookEntry} from '../pages/webhooks/route.ts';

export const entries: NavigationEntry[] = [
  dashboardEntry,
  getStartedEntry,
  applicationEntry,
  resourceEntry,
  userEntry,
  roleEntry,
  organizationEntry,
  organizationTemplateEntry,
  signInExperienceEntry,
  mfaEntry,
  accountCenterEntry,
  connectorEntry,
  enterpriseSsoEntry,
  emailTemplateEntry,
  smsTemplateEntry,
  securityEntry,
  keyEntry,
  webhookEntry,
  logEntry,
  messageEntry,
  administratorsEntry,
  profileEntry,
  tenantEntry,
];
