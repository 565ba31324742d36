import type {ConsentRequest} from '../api.ts';

/** Somebody's question, so that there is something to see. Names are nobody's. */
export const exampleConsent: ConsentRequest = {
  application: {id: 'example', name: 'Example app'},
  user: {id: 'example', name: 'Mina Park', primaryEmail: 'mina@example.com'},
  missingOIDCScope: ['openid', 'profile', 'email'],
  redirectUri: 'https://app.example.com/callback',
};
