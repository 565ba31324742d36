// What a service has sent with the address of its callback page: taken out of the address at once, used once.
import {routeOf} from './route.ts';

let answer: Record<string, string> = {};

export function keepAnswer() {
  if (!routeOf(location.pathname).startsWith('/callback/social/')) return;
  answer = Object.fromEntries(new URLSearchParams(location.search));
  history.replaceState(null, '', location.pathname);
}

export function takeAnswer(): Record<string, string> {
  const taken = answer;
  answer = {};
  return taken;
}
