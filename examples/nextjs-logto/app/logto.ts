import { UserScope, type LogtoNextConfig } from '@logto/next';

const words = (text = '') => text.split(' ').filter(Boolean);

const { LOGTO_ENDPOINT, LOGTO_APP_ID, LOGTO_APP_SECRET, LOGTO_COOKIE_SECRET } = process.env;
const baseUrl = process.env.LOGTO_BASE_URL ?? 'http://localhost:3000';

// The API that the app wants tokens for; empty: none.
export const resource = process.env.LOGTO_RESOURCE ?? '';

export const config: LogtoNextConfig = {
  endpoint: LOGTO_ENDPOINT ?? '',
  appId: LOGTO_APP_ID ?? '',
  appSecret: LOGTO_APP_SECRET ?? '',
  baseUrl,
  cookieSecret: LOGTO_COOKIE_SECRET ?? '',
  cookieSecure: baseUrl.startsWith('https:'),
  resources: resource ? [resource] : [],
  scopes: [
    UserScope.Email,
    UserScope.CustomData,
    UserScope.Organizations,
    ...words(process.env.LOGTO_SCOPE), // permissions of the API
  ],
};
