// /direct/social/<target>: an application sends people straight to a service. Where that cannot be, to the sign-in page.
import {useEffect, useRef} from 'react';

import {Journey} from '../components/journey.tsx';
import {siblingPage} from '../components/layout.tsx';
import {mustAgree} from '../components/terms.tsx';
import {VisitWait} from '../components/visit_wait.tsx';
import {beginVisit} from '../social.ts';
import {socialConnectors} from '../social_connectors.ts';

const fallback = () =>
  siblingPage(new URLSearchParams(location.search).get('fallback') === 'register' ? '/register' : '/sign-in');

async function leave() {
  const [, , method, target = ''] = location.pathname.split('/');
  const wanted = socialConnectors().find((one) => method === 'social' && one.target === decodeURIComponent(target));
  // The terms have to be seen before.
  if (!wanted || mustAgree('SignIn')) return location.replace(fallback());
  await beginVisit(wanted.id, (url) => location.replace(url));
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
