// Google One Tap: Google's script shows the accounts of the browser, and posts the chosen one to the callback page.
// The server lets the script in on the pages `sign-in` and `register`.
import type {OneTap} from './context.ts';
import {callbackOf, keepDialogue} from './visit.ts';

interface GoogleWindow {
  google?: {accounts?: {id?: {cancel?: () => void; prompt?: () => void}}};
}

const library = () => (window as GoogleWindow).google?.accounts?.id;

/** Gives what takes the offer back. */
export function offerOneTap(chosen: OneTap, event: 'SignIn' | 'Register'): () => void {
  keepDialogue();
  if (document.getElementById('g_id_onload')) library()?.prompt?.();
  else load(chosen, event);
  return () => library()?.cancel?.();
}

function load({clientId, connectorId, autoSelect, closeOnTapOutside, itpSupport}: OneTap, event: 'SignIn' | 'Register') {
  const settings = document.createElement('div');
  settings.id = 'g_id_onload';
  const data = {
    client_id: clientId,
    login_uri: callbackOf(connectorId),
    ux_mode: 'redirect',
    context: event === 'SignIn' ? 'signin' : 'signup',
    auto_select: String(autoSelect ?? false),
    cancel_on_tap_outside: String(closeOnTapOutside ?? true),
    itp_support: String(itpSupport ?? true),
  };
  for (const [name, value] of Object.entries(data)) settings.setAttribute(`data-${name}`, value);
  const script = document.createElement('script');
  script.src = 'https://accounts.google.com/gsi/client';
  script.async = true;
  document.body.append(settings, script);
}
