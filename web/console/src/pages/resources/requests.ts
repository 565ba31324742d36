// The requests of applications for tokens of an API, as text to be read and tried.
import type {Application} from '../../api/types.ts';
import {issuer} from '../../context.ts';

/** One parameter a line; readable, and still what is sent. */
export function authorizationRequest(
  application: Pick<Application, 'id' | 'oidcClientMetadata'> | undefined,
  resource: string,
  scopes: string[],
): string {
  const parameters = {
    client_id: application?.id ?? 'APP_ID',
    redirect_uri: application?.oidcClientMetadata.redirectUris[0] ?? 'REDIRECT_URI',
    response_type: 'code',
    code_challenge: 'CODE_CHALLENGE',
    code_challenge_method: 'S256',
    scope: ['openid', 'offline_access', ...scopes].join(' '),
    // Without it there is no refresh token.
    prompt: 'consent',
    resource,
  };
  const lines = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${issuer}/auth\n  ?${lines.join('\n  &')}`;
}

export const machineRequest = (applicationId: string | undefined, resource: string, scopes: string[]): string =>
  [
    `curl ${issuer}/token`,
    `--user '${applicationId ?? 'APP_ID'}:APP_SECRET'`,
    '--data grant_type=client_credentials',
    `--data-urlencode 'resource=${resource}'`,
    ...(scopes.length > 0 ? [`--data-urlencode 'scope=${scopes.join(' ')}'`] : []),
  ].join(' \\\n  ');

/** The claims that the API must check in a token. */
export const checkList = (resource: string, [scope]: string[]): string =>
  [`iss    ${issuer}`, `aud    ${resource}`, ...(scope ? [`scope  ${scope} …`] : []), `keys   ${issuer}/jwks`].join(
    '\n',
  );
