// Signs in with a password that was chosen a moment ago, so that nobody has to type it again: the sign-in page's own
// dialogue, without the page.
import {webUrl} from '../../../../shared/url.ts';
import {base} from '../../context.ts';
import {client, returnTo} from '../../session/session.ts';

async function send<T>(method: 'POST' | 'PUT', path: string, body: object): Promise<T | undefined> {
  const headers = {'content-type': 'application/json', 'accept-language': document.documentElement.lang};
  const response = await fetch(`/api/experience${path}`, {method, headers, body: JSON.stringify(body)});
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.status === 204 ? undefined : ((await response.json()) as T);
}

async function hold(username: string, password: string): Promise<string> {
  // Its answer sets the cookie of the dialogue and leads to the sign-in page, which is not wanted.
  await fetch(await client.prepareSignIn(), {redirect: 'manual'});
  await send('PUT', '', {interactionEvent: 'SignIn'});
  const identifier = {type: 'username', value: username};
  const verified = await send<{verificationId: string}>('POST', '/verification/password', {identifier, password});
  await send('POST', '/identification', {verificationId: verified!.verificationId});
  const {redirectTo} = (await send<{redirectTo: string}>('POST', '/submit', {}))!;
  const address = webUrl(redirectTo);
  if (!address || new URL(address).origin !== location.origin) throw new Error('the dialogue leads elsewhere');
  return address;
}

/** Leaves the page, for "Get started"; by the sign-in page if something is in the way. */
export async function enter(username: string, password: string): Promise<void> {
  history.replaceState(null, '', base);
  returnTo(`${base}/get-started`);
  const address = await hold(username, password).catch(() => undefined);
  if (address) location.assign(address);
  else await client.signIn({login_hint: username});
}
