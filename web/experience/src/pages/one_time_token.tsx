// A link from a mail: whose it is, and a button. Opening a link must not use it up (mail scanners open
// links too), nor sign somebody in unasked.
import {useState} from 'react';

import {Form} from '../components/form.tsx';
import {Journey} from '../components/journey.tsx';
import {Notice} from '../components/layout.tsx';
import {StepPage} from '../components/step_page.tsx';
import {mustAgree, Terms} from '../components/terms.tsx';
import {context} from '../context.ts';
import {enter, isRefusal, openLink, switchTo} from '../flow.ts';
import {findLink, type Link} from '../link.ts';
import {stepOf} from '../next_step.ts';
import {rich, t} from '../phrases.ts';
import {useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';

/** The other ways in, without the link. */
function signInPage(): string {
  const query = new URLSearchParams(location.search);
  const kept = ['app_id', 'interaction'].flatMap((name) => {
    const value = query.get(name);
    return value ? [`${name}=${encodeURIComponent(value)}`] : [];
  });
  return kept.length ? `/sign-in?${kept.join('&')}` : '/sign-in';
}

function UseLink({link: {email, token}}: {link: Link}) {
  const steps = useSteps();
  const {signInMode} = context.signInExperience;
  // Asked for here if signing in needs it; the account that may come of the link asks for itself.
  const asksHere = mustAgree('SignIn');
  const [agreed, setAgreed] = useState(false);

  /** Into the account of the address, or into a new one. */
  const use = async () => {
    const {event, verificationId} = await openLink(email, token, signInMode === 'Register' ? 'Register' : 'SignIn');
    try {
      return await enter(event, verificationId);
    } catch (error) {
      if (!isRefusal(error, 'user.user_not_exist')) throw error;
    }
    if (asksHere || !mustAgree('Register')) return switchTo('Register', verificationId);
    steps.replace({name: 'no-account', address: {type: 'email', value: email}, verificationId, purpose: 'link'});
    return 'asking';
  };

  const form = useForm({
    fields: [],
    check: () => (asksHere && !agreed ? {terms: true} : {}),
    act: async () => {
      const pause = await use();
      if (!pause) return 'leaving';
      if (pause !== 'asking') steps.replace(stepOf(pause));
      return 'staying';
    },
  });
  return (
    <Form form={form} button={t('common.continue')}>
      {(asksHere || !mustAgree('Register')) && (
        <Terms event={asksHere ? 'SignIn' : 'Register'} agreed={agreed} onAgree={setAgreed} forms={[form]} />
      )}
    </Form>
  );
}

function Start() {
  const link = findLink();
  const app = context.application?.name;
  return (
    <StepPage
      headline={app ? t('signIn.headlineApp', {app}) : t('signIn.headline')}
      lead={link && rich('link.text', {email: <strong dir="ltr">{link.email}</strong>})}
    >
      {link ? <UseLink link={link} /> : <Notice text={t('link.invalid')} />}
      <p className="aside">
        <a href={signInPage()}>{t('link.other')}</a>
      </p>
    </StepPage>
  );
}

export const OneTimeToken = () => <Journey start={Start} />;
