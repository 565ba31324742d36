import { UserScope, type LogtoConfig } from '@logto/react';

const { VITE_LOGTO_ENDPOINT, VITE_LOGTO_APP_ID, VITE_LOGTO_SCOPE = '' } = import.meta.env;

// The API that the app wants tokens for; empty: none.
export const resource: string = import.meta.env.VITE_LOGTO_RESOURCE ?? '';

export const config: LogtoConfig = {
  endpoint: VITE_LOGTO_ENDPOINT,
  appId: VITE_LOGTO_APP_ID,
  resources: resource ? [resource] : [],
  scopes: [
    UserScope.Email,
    UserScope.CustomData,
    UserScope.Organizations,
    ...VITE_LOGTO_SCOPE.split(' ').filter(Boolean), // permissions of the API
  ],
};
