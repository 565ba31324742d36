import '../style/tokens.css';
import '../style/page.css';
import '../style/form.css';
import '../factors/factors.css';
import './account.css';
import './rows.css';
import './dialog.css';

import {createRoot, type Root} from 'react-dom/client';

import {ApiError} from '../api.ts';
import type {Context} from '../context.ts';
import {onLanguageChange} from '../languages.ts';
import {applyTheme} from '../theme.ts';
import {AccountCenter} from './app.tsx';
import {Spinner} from './components/loaded.tsx';
import {context} from './context.ts';
import {explain} from './errors.ts';
import {loadMemberships} from './organizations/store.ts';
import {NotSignedIn, SwitchedOff} from './pages/messages.tsx';
import {applyChosenTheme} from './preferences.tsx';
import {keepAnswer} from './pending_answer.ts';
import {publicPage} from './public_pages.tsx';
import {takeParameters} from './return.ts';
import {isSignInAnswer, renew, settle, start} from './session.ts';
import {dropProof} from './step_up.ts';
import {reloadAccount} from './store.ts';

async function show(root: Root) {
  const open = publicPage();
  if (open) return root.render(open);
  if (!context.accountCenter.enabled) return root.render(<SwitchedOff />);
  root.render(<Spinner />);
  try {
    if ((await start()) === 'leaving') return undefined;
    await reloadAccount();
    settle();
    void loadMemberships().catch(() => undefined);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'auth.unauthorized') return renew();
    const reason = error instanceof ApiError ? explain(error)?.text : undefined;
    return root.render(<NotSignedIn reason={reason} />);
  }
  return root.render(<AccountCenter />);
}

// The server writes the whole page anew.
onLanguageChange(() => location.reload());
applyTheme(context as unknown as Context);
applyChosenTheme();
// Another person may have signed in meanwhile.
if (isSignInAnswer()) dropProof();
takeParameters();
keepAnswer();
void show(createRoot(document.getElementById('root')!));
