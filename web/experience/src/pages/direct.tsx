// /direct/social/<target>, /direct/sso/<connector>: an application sends people straight to a service. Where that
// cannot be, to the sign-in page.
import {useEffect, useRef} from 'react';

import type {VisitMethod} from '../api.ts';
import {Journey} from '../components/journey.tsx';
import {siblingPage} from '../components/layout.tsx';
import {mustAgree} from '../components/terms.tsx';
import {VisitWait} from '../components/visit_wait.tsx';
import {context} from '../context.ts';
import {socialConnectors} from '../social_connectors.ts';
import {withIds} from '../sso.ts';
import {beginVisit, callbackOf, keepDialogue} from '../visit.ts';

const fallback = () =>
  siblingPage(new URLSearchParams(location.search).get('fallback') === 'register' ? '/register' : '/sign-in');

function connectorOf(method: string, name: string) {
  if (method === 'sso') return withIds([name])[0];
  return method === 'social' ? socialConnectors().find(({target}) => target === name) : undefined;
}

/** The account that its user has chosen at Google's offer on a page of the application. */
const broughtCredential = () =>
  /(?:^|; )(?:__Host-)?_(?:admin_)?logto_google_one_tap_credential=([^;]+)/.exec(document.cookie)?.[1];

async function leave() {
  const [, , method = '', name = ''] = location.pathname.split('/');
  const wanted = connectorOf(method, decodeURIComponent(name));
  // The terms have to be seen before.
  if (!wanted || mustAgree('SignIn')) return location.replace(fallback());
  const {googleOneTap} = context.signInExperience;
  const credential = googleOneTap?.isEnabled && googleOneTap.connectorId === wanted.id && broughtCredential();
  if (credential) {
    keepDialogue();
    // Behind the #, which no server sees.
    return location.replace(`${callbackOf(wanted.id)}#${new URLSearchParams({credential}).toString()}`);
  }
  await beginVisit(method as VisitMethod, wanted.id, (url) => location.replace(url));
}

function Start() {
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    leave().catch(() => location.replace(fallback()));
  }, []);
  return <VisitWait />;
}

export const Direct = () => <Journey start={Start} />;
