// The page's address below /account: read, changed and watched.
import {useSyncExternalStore} from 'react';

export const base = '/account';

/** "/security"; "/" for the address itself */
export const routeOf = (pathname: string): string => pathname.slice(base.length).replace(/\/+$/, '') || '/';

export const addressOf = (route: string): string => (route === '/' ? base : base + route);

const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());
addEventListener('popstate', tell);

export function navigate(route: string, {replace = false} = {}) {
  history[replace ? 'replaceState' : 'pushState'](null, '', addressOf(route));
  tell();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useRoute = (): string => useSyncExternalStore(subscribe, () => routeOf(location.pathname));

/** The page that a link inside the account center leads to; undefined for other addresses. */
export function internalRoute(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isInside = url.pathname === base || url.pathname.startsWith(`${base}/`);
  return url.origin === location.origin && isInside ? routeOf(url.pathname) + url.search : undefined;
}
