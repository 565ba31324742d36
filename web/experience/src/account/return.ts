// An application sends people here for one change, and wants them back afterwards.
import {context} from './context.ts';
import {internalRoute, navigate, routeOf} from './route.ts';
import {drop, keep, recall, tab} from './storage.ts';

const tasks = /^\/(email|phone|password|username|authenticator-app|backup-codes|passkey|social)(\/|$)/;

const isYes = (text: string | null) => text !== null && ['true', '1', 'y', 'yes'].includes(text.toLowerCase());

/** The address that an application asked for: what the server allows, or a page of the account center. */
function allowedReturn(redirect: string | null): string | undefined {
  if (context.returnTo !== undefined) return context.returnTo;
  return redirect && internalRoute(redirect) !== undefined ? redirect : undefined;
}

/** Reads the parameters of the page's address, and takes them out of it. */
export function takeParameters() {
  const route = routeOf(location.pathname);
  const query = new URLSearchParams(location.search);
  const tags = query.get('ui_locales');
  if (tags) keepLanguage(context.language);
  if (route === '/organizations') return takeInvitationLink(query);
  if (!tasks.test(route) || route.endsWith('/success')) return;
  const redirect = allowedReturn(query.get('redirect'));
  if (redirect) keep(tab, 'return', redirect);
  else if (query.has('redirect')) drop(tab, 'return');
  if (query.has('show_success')) keep(tab, 'show-success', isYes(query.get('show_success')));
  if (query.get('identifier')) keep(tab, 'identifier', query.get('identifier'));
  if (query.size > 0) history.replaceState(null, '', location.pathname);
}

/** The link of an invitation's mail: which one it is about. It may take a sign-in until its page is there. */
function takeInvitationLink(query: URLSearchParams) {
  const invitation = query.get('invitation');
  if (invitation) keep(tab, 'invitation', invitation, 60);
  if (query.size > 0) history.replaceState(null, '', location.pathname);
}

/** Once. */
export function takeInvitation(): string | undefined {
  const invitation = recall<string>(tab, 'invitation');
  drop(tab, 'invitation');
  return invitation;
}

/** What an application has filled in, once. */
export function takeIdentifier(): string {
  const identifier = recall<string>(tab, 'identifier') ?? '';
  drop(tab, 'identifier');
  return identifier;
}

/** Where people are sent back to, and whether that is another application. */
export const pendingReturn = (): string | undefined => recall<string>(tab, 'return');

export function goBack() {
  const redirect = pendingReturn();
  drop(tab, 'return');
  drop(tab, 'show-success');
  const route = redirect === undefined ? '/' : internalRoute(redirect);
  if (route === undefined) location.assign(redirect!);
  else navigate(route);
}

/** The end of a task: back to the application at once, or the page that says so. */
export function finish(successRoute: string) {
  const returnsAtOnce = pendingReturn() !== undefined && recall<boolean>(tab, 'show-success') !== true;
  if (returnsAtOnce && !successRoute.startsWith('/social')) return goBack();
  navigate(successRoute, {replace: true});
}

/** The server writes the pages of this visit in that language, unless the person has chosen another. */
function keepLanguage(tag: string) {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `daemun_account_language=${encodeURIComponent(tag)}; path=/account; samesite=lax${secure}`;
}
