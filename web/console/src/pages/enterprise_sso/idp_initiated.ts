// Sign-ins that start in the provider's portal: the settings as fields of a form.
import type {Body} from '../../api/types.ts';
import type {IdpInitiated} from './data.ts';

/** Whether the server starts the sign-in at the application, or the application is told to. */
export type Start = 'server' | 'application';

// A type, because forms want an index signature.
export type Values = {
  isOn: boolean;
  applicationId: string | null;
  start: Start;
  /** empty: the first that the application has */
  redirectUri: string | null;
  scope: string;
  callbackUri: string;
};

export const toValues = (stored: IdpInitiated | null): Values => ({
  isOn: stored !== null,
  applicationId: stored?.defaultApplicationId ?? null,
  start: stored && !stored.autoSendAuthorizationRequest ? 'application' : 'server',
  redirectUri: stored?.redirectUri ?? null,
  scope: stored?.authParameters.scope ?? '',
  callbackUri: stored?.clientIdpInitiatedAuthCallbackUri ?? '',
});

type Settings = Body<'/api/sso-connectors/{id}/idp-initiated-auth-config', 'put'>;

/** Null is off. */
export function toSettings({isOn, applicationId, start, redirectUri, scope, callbackUri}: Values): Settings | null {
  if (!isOn || !applicationId) return null;
  const common = {defaultApplicationId: applicationId};
  if (start === 'application') {
    return {...common, autoSendAuthorizationRequest: false, clientIdpInitiatedAuthCallbackUri: callbackUri.trim()};
  }
  return {
    ...common,
    autoSendAuthorizationRequest: true,
    ...(redirectUri && {redirectUri}),
    authParameters: scope.trim() ? {scope: scope.trim()} : {},
  };
}

/** Applications that can take such a sign-in: one in the browser only when it starts the sign-in itself. */
export const typesFor = (start: Start): string[] => (start === 'server' ? ['Traditional'] : ['Traditional', 'SPA']);
