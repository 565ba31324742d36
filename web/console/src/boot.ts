// The first script, small: whoever must sign in first is sent there before the app is loaded, and what the
// app will ask for is on its way while its code is.
import {base, context} from './context.ts';
import {pickLanguage} from './language.ts';
import {client, finishSignIn, isSignedIn, isSigningInAgain, resources, signIn} from './session/session.ts';

const path = location.pathname.replace(/\/$/, '');
const isOpen = [`${base}/callback`, `${base}/setup`].includes(path);

// Words and pages that are asked for next by the app, which would each be a round trip after it. Nearly all of it is in
// chunks that come anyway (build/chunks.ts).
const phrases = import.meta.glob('../phrases/*/{common,dashboard,logs}.json');
const next = [() => import('./session/callback.tsx'), () => import('./pages/dashboard/dashboard.tsx')];

/** Nearly every page begins with this token. A refresh token is good for one use, so only its owner does this. */
async function warmUp() {
  const tokens = path === `${base}/callback` ? await finishSignIn() : client.tokens;
  if (tokens && !isSigningInAgain()) await client.accessToken(resources.default);
}

function loadApp() {
  void import('./main.tsx');
  const language = pickLanguage();
  const words = Object.entries(phrases).filter(([file]) => file.includes(`/${language}/`));
  // They are requested again when needed, and a failure is reported then.
  [...words.map(([, load]) => load), ...next].forEach((load) => void load().catch(() => undefined));
  // Failures are told by those who need it later.
  warmUp().catch(() => undefined);
}

if (isOpen || isSignedIn() || context.needsSetup) {
  loadApp();
} else {
  signIn().catch(loadApp);
}
