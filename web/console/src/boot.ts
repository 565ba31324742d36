// The first script, small: whoever must sign in first is sent there before the app is loaded, and what the
// app will ask for is on its way while its code is.
import {base, context} from './context.ts';
import {pickLanguage} from './language.ts';
import {client, finishSignIn, isSignedIn, isSigningInAgain, resources, signIn} from './session/session.ts';

const path = location.pathname.replace(/\/$/, '');
const isOpen = [`${base}/callback`, `${base}/setup`].includes(path);

// The phrases of the first page: i18n.ts finds them here already.
const phrases = import.meta.glob('../phrases/*/common.json');

/** Nearly every page begins with this token. A refresh token is good for one use, so only its owner does this. */
async function warmUp() {
  const tokens = path === `${base}/callback` ? await finishSignIn() : client.tokens;
  if (tokens && !isSigningInAgain()) await client.accessToken(resources.default);
}

function loadApp() {
  void phrases[`../phrases/${pickLanguage()}/common.json`]?.().catch(() => undefined);
  void import('./main.tsx');
  // Failures are told by those who need it later.
  warmUp().catch(() => undefined);
}

if (isOpen || isSignedIn() || context.needsSetup) {
  loadApp();
} else {
  signIn().catch(loadApp);
}
