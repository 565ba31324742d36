// Pages that say how things are, and where it goes on.
import {Check} from '../../components/icons.tsx';
import {t} from '../../phrases.ts';
import {TaskPage} from '../components/task_page.tsx';
import {type AccountKey, at} from '../phrases.ts';
import {goBack, pendingReturn} from '../return.ts';
import {internalRoute, navigate} from '../route.ts';
import {signIn} from '../session.ts';

const done: Record<string, AccountKey> = {
  email: 'done.email',
  phone: 'done.phone',
  username: 'done.username',
  password: 'done.password',
  'authenticator-app': 'done.app',
  'backup-codes': 'done.codes',
  passkey: 'done.passkey',
  social: 'done.social',
};

export function Done({task}: {task: string}) {
  const redirect = pendingReturn();
  const isAway = redirect !== undefined && internalRoute(redirect) === undefined;
  const go = () => (redirect === undefined ? navigate('/security') : goBack());
  return (
    <TaskPage headline={at(done[task] ?? 'done.title')} lead={at(isAway ? 'done.returnText' : 'done.text')}>
      <p className="ac-done">
        <Check />
      </p>
      <button type="button" className="button" onClick={go}>
        {at(redirect === undefined ? 'account.backToSecurity' : 'done.button')}
      </button>
    </TaskPage>
  );
}

/** An address that is no page, or a page that this tenant has switched off. */
export const Missing = () => (
  <TaskPage headline={at('missing.title')} lead={at('missing.text')}>
    <button type="button" className="button quiet" onClick={() => navigate('/', {replace: true})}>
      {at('missing.button')}
    </button>
  </TaskPage>
);

export const SwitchedOff = () => <TaskPage headline={at('off.title')} lead={at('off.text')} />;

export const NotSignedIn = ({reason}: {reason: string | undefined}) => (
  <TaskPage headline={at('session.failed')} lead={reason ?? t('error.unexpected')}>
    <button type="button" className="button" onClick={() => void signIn()}>
      {t('error.retry')}
    </button>
  </TaskPage>
);

/** Over whatever is open: nothing is lost until it is left. */
export const Ended = () => (
  <TaskPage headline={at('session.ended')} lead={at('session.endedText')}>
    <button type="button" className="button" onClick={() => void signIn('login')}>
      {at('session.signIn')}
    </button>
  </TaskPage>
);
