// The link from a mail that a page was opened with.
import {context} from './context.ts';

export interface Link {
  email: string;
  token: string;
}

/** The link in the page's address, under the names of the authorization request or short ones. */
export function findLink(): Link | undefined {
  const query = new URLSearchParams(location.search);
  const token = query.get('one_time_token') ?? query.get('token');
  const email = query.get('login_hint') ?? query.get('email') ?? context.loginHint;
  return token && email ? {email, token} : undefined;
}
