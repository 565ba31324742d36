// A link from a mail: whose it is, and a button. Opening a link must not use it up (mail scanners open
// links too), nor sign somebody in unasked.
import {type FormEvent, useState} from 'react';

import {FailureNotice} from '../components/failure.tsx';
import {Brand, Page, SubmitButton} from '../components/layout.tsx';
import {mustAgree, Terms} from '../components/terms.tsx';
import {context, type InteractionEvent} from '../context.ts';
import {explain, type Failure} from '../errors.ts';
import {type Pause, enterByLink} from '../flow.ts';
import {rich, t} from '../phrases.ts';
import {useSubmit} from '../use_submit.ts';
import {CompleteProfile} from './complete_profile.tsx';

const {signInMode} = context.signInExperience;

/** The link in the page's address, under the names of the authorization request or short ones. */
export function findLink(): {email: string; token: string} | undefined {
  const query = new URLSearchParams(location.search);
  const token = query.get('one_time_token') ?? query.get('token');
  const email = query.get('login_hint') ?? query.get('email') ?? context.loginHint;
  return token && email ? {email, token} : undefined;
}

/** The other ways in, without the link. */
function signInPage(): string {
  const query = new URLSearchParams(location.search);
  const kept = ['app_id', 'interaction'].flatMap((name) => {
    const value = query.get(name);
    return value ? [`${name}=${encodeURIComponent(value)}`] : [];
  });
  return kept.length ? `/sign-in?${kept.join('&')}` : '/sign-in';
}

export function OneTimeToken() {
  const link = findLink();
  const [agreed, setAgreed] = useState(false);
  const [unread, setUnread] = useState(false);
  const [failure, setFailure] = useState<Failure | undefined>(link ? undefined : {text: t('link.invalid')});
  const [attempt, setAttempt] = useState(0);
  const [paused, setPaused] = useState<{event: InteractionEvent; pause: Pause}>();

  const act = async () => {
    const missing = mustAgree('Register') && !agreed;
    setUnread(missing);
    setFailure(undefined);
    setAttempt(attempt + 1);
    if (missing || !link) return 'staying';
    const {event, pause} = await enterByLink(link.email, link.token, signInMode === 'Register' ? 'Register' : 'SignIn');
    if (!pause) return 'leaving';
    setPaused({event, pause});
    return 'staying';
  };
  const {busy, submit} = useSubmit(act, (error) => {
    setFailure(explain(error));
    setAttempt((count) => count + 1);
  });

  if (paused) return <CompleteProfile pause={paused.pause} event={paused.event} />;
  const app = context.application?.name;
  return (
    <Page>
      <Brand />
      <h1>{app ? t('signIn.headlineApp', {app}) : t('signIn.headline')}</h1>
      {link && <p className="lead">{rich('link.text', {email: <strong dir="ltr">{link.email}</strong>})}</p>}
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit();
        }}
      >
        <FailureNotice failure={failure} attempt={attempt} />
        {link && (
          <>
            <Terms event="Register" agreed={agreed} onChange={setAgreed} error={unread} attempt={attempt} />
            <SubmitButton busy={busy}>{t('common.continue')}</SubmitButton>
          </>
        )}
      </form>
      <p className="aside">
        <a href={signInPage()}>{t('link.other')}</a>
      </p>
    </Page>
  );
}
