// The visit to another service that people sign in with: from its button to its callback page.
import {webUrl} from '../../shared/url.ts';
import * as api from './api.ts';
import type {VisitMethod} from './api.ts';
import {context, type InteractionEvent} from './context.ts';

export interface Visit {
  method: VisitMethod;
  state: string;
  verificationId: string;
  event: InteractionEvent;
  /** of the page that was left: which dialogue it is */
  search: string;
}

const eventOf = (): InteractionEvent => (context.signInExperience.signInMode === 'Register' ? 'Register' : 'SignIn');

const keyOf = (connectorId: string) => `social_auth_state:${connectorId}`;

export const callbackOf = (connectorId: string) => `${location.origin}/callback/${connectorId}`;

function randomState(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Leaves for the service. */
export async function beginVisit(method: VisitMethod, connectorId: string, go = (url: string) => location.assign(url)) {
  const event = eventOf();
  await api.startInteraction(event);
  const state = randomState();
  const begun = await api.beginVisit(method, connectorId, state, callbackOf(connectorId));
  const url = webUrl(begun.authorizationUri);
  if (!url) throw new api.ApiError('unexpected');
  const visit: Visit = {method, state, verificationId: begun.verificationId, event, search: location.search};
  sessionStorage.setItem(keyOf(connectorId), JSON.stringify(visit));
  go(url);
}

/** The visit that this tab began, once. */
export function takeVisit(connectorId: string): Visit | undefined {
  try {
    const kept = sessionStorage.getItem(keyOf(connectorId));
    sessionStorage.removeItem(keyOf(connectorId));
    return kept ? (JSON.parse(kept) as Visit) : undefined;
  } catch {
    return undefined;
  }
}

const oneTapKey = 'one_tap_search';

/** Google's script leaves this page by itself: which dialogue it was. */
export const keepDialogue = () => sessionStorage.setItem(oneTapKey, location.search);

/** What there is of the visit that Google's script has come back from. */
export function takeOneTap(): Pick<Visit, 'event' | 'search'> {
  try {
    return {event: eventOf(), search: sessionStorage.getItem(oneTapKey) ?? ''};
  } catch {
    return {event: eventOf(), search: ''};
  }
}
