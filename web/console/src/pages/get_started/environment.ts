// The variables that the guides put into an app's .env file, with the values of the chosen application.
import {context, issuer} from '../../context.ts';
import {pageSecret} from './page_secret.ts';
import type {useStart} from './start.tsx';

type Start = Pick<ReturnType<typeof useStart>, 'chosen' | 'origin'>;

const generatedSecret = ({chosen}: Start) => pageSecret(chosen.application?.id ?? '');

/** The user's scopes that the last step of a guide requests. */
export const userScope = 'openid offline_access profile email custom_data urn:logto:scope:organizations';

/** As Auth.js and the C++ library read them. */
export function authEnvironment(start: Start): string {
  const {application, secret} = start.chosen;
  return [
    `AUTH_LOGTO_ISSUER=${issuer}`,
    `AUTH_LOGTO_ID=${application?.id ?? '<App ID>'}`,
    `AUTH_LOGTO_SECRET=${secret ?? '<App Secret>'}`,
    `AUTH_SECRET=${generatedSecret(start)}`,
    `AUTH_URL=${start.origin}`,
  ].join('\n');
}

/** As the examples with Logto's SDKs for servers read them; `secretName` is the variable of the secret for sessions. */
export function logtoEnvironment(start: Start, secretName: string): string {
  const {application, secret} = start.chosen;
  return [
    `LOGTO_ENDPOINT=${context.endpoint}`,
    `LOGTO_APP_ID=${application?.id ?? '<App ID>'}`,
    `LOGTO_APP_SECRET=${secret ?? '<App Secret>'}`,
    `LOGTO_BASE_URL=${start.origin}`,
    `${secretName}=${generatedSecret(start)}`,
  ].join('\n');
}
