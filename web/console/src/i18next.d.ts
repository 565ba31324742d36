// Makes a misspelt key an error of the type check. One line a namespace.
import 'i18next';

import type applications from '../phrases/en/applications.json';
import type account_center from '../phrases/en/account_center.json';
import type administrators from '../phrases/en/administrators.json';
import type common from '../phrases/en/common.json';
import type connectors from '../phrases/en/connectors.json';
import type dashboard from '../phrases/en/dashboard.json';
import type email_templates from '../phrases/en/email_templates.json';
import type enterprise_sso from '../phrases/en/enterprise_sso.json';
import type get_started from '../phrases/en/get_started.json';
import type logs from '../phrases/en/logs.json';
import type messages from '../phrases/en/messages.json';
import type mfa from '../phrases/en/mfa.json';
import type organization_template from '../phrases/en/organization_template.json';
import type organizations from '../phrases/en/organizations.json';
import type profile from '../phrases/en/profile.json';
import type resources from '../phrases/en/resources.json';
import type roles from '../phrases/en/roles.json';
import type setup from '../phrases/en/setup.json';
import type users from '../phrases/en/users.json';
import type sign_in_experience from '../phrases/en/sign_in_experience.json';
import type sms_templates from '../phrases/en/sms_templates.json';
import type security from '../phrases/en/security.json';
import type keys from '../phrases/en/keys.json';
import type tenant from '../phrases/en/tenant.json';
import type webhooks from '../phrases/en/webhooks.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    enableSelector: false;
    resources: {
      applications: typeof applications;
      account_center: typeof account_center;
      administrators: typeof administrators;
      common: typeof common;
      connectors: typeof connectors;
      dashboard: typeof dashboard;
      email_templates: typeof email_templates;
      enterprise_sso: typeof enterprise_sso;
      get_started: typeof get_started;
      logs: typeof logs;
      messages: typeof messages;
      mfa: typeof mfa;
      organization_template: typeof organization_template;
      organizations: typeof organizations;
      profile: typeof profile;
      resources: typeof resources;
      roles: typeof roles;
      setup: typeof setup;
      users: typeof users;
      sign_in_experience: typeof sign_in_experience;
      sms_templates: typeof sms_templates;
      security: typeof security;
      keys: typeof keys;
      tenant: typeof tenant;
      webhooks: typeof webhooks;
    };
  }
}
