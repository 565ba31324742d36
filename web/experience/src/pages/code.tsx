// The code that was sent to an address.
import * as api from '../api.ts';
import type {Address} from '../api.ts';
import {CodeEntry} from '../components/code_entry.tsx';
import {Form} from '../components/form.tsx';
import {emptyIdentifier} from '../components/identifier_field.tsx';
import {IdentifierText} from '../components/identifier_text.tsx';
import {PasskeyWay} from '../components/passkey_way.tsx';
import {StepPage, Way, Ways} from '../components/step_page.tsx';
import {context} from '../context.ts';
import {enter, goOn, identifyForReset, isRefusal, resume} from '../flow.ts';
import {proofsOf} from '../methods.ts';
import {stepOf} from '../next_step.ts';
import {rich, t} from '../phrases.ts';
import {retyped} from '../send_code.ts';
import {type Purpose, type Step, useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';
import {useSentCode} from '../use_sent_code.ts';

type Props = Extract<Step, {name: 'code'}>;

const eventOf = (purpose: Purpose) => {
  if (purpose.kind === 'enter') return purpose.event;
  if (purpose.kind === 'link') return 'SignIn';
  return purpose.kind === 'reset' ? 'ForgotPassword' : purpose.pause.progress.event;
};

/** By the kind of address. */
const factorOf = {email: 'EmailVerificationCode', phone: 'PhoneVerificationCode'} as const;

function pauseAfter(purpose: Exclude<Purpose, {kind: 'reset'}>, address: Address, verificationId: string) {
  const {type} = address;
  switch (purpose.kind) {
    case 'enter':
      return enter(purpose.event, verificationId, address);
    case 'link':
      return enter('SignIn', purpose.verificationId, address);
    case 'complete':
      return resume(purpose.pause, {type, verificationId});
    case 'bind':
      return goOn(purpose.pause, () => api.bindFactor(factorOf[type], verificationId));
  }
}

/** What the right code is good for; gives the step that follows, unless the page is left. */
async function use(purpose: Purpose, address: Address, verificationId: string): Promise<Step | undefined> {
  if (purpose.kind === 'reset') {
    await identifyForReset(verificationId);
    return {name: 'reset', address};
  }
  const pause = await pauseAfter(purpose, address, verificationId);
  return pause && stepOf(pause);
}

/** The account is not there, or is there already: the turn that the dialogue takes then. */
function turnAfter(error: unknown, purpose: Purpose, address: Address, verificationId: string): Step | undefined {
  if (isRefusal(error, 'user.user_not_exist') && (purpose.kind === 'enter' || purpose.kind === 'reset')) {
    return {name: 'no-account', address, verificationId, purpose: purpose.kind};
  }
  if (!isRefusal(error, `user.${address.type}_already_in_use`)) return undefined;
  if (purpose.kind === 'link') return undefined;
  if (purpose.kind === 'complete') return {name: 'complete', pause: purpose.pause, isTaken: true};
  if (purpose.kind === 'bind') {
    return {name: 'mfa-binding', pause: purpose.pause, factor: factorOf[address.type], isTaken: true};
  }
  return {name: 'has-account', address, verificationId};
}

/** A code goes only to an address of an account, where nobody can register or a password is forgotten. */
const isSentToAccountsOnly = (purpose: Purpose) =>
  purpose.kind === 'reset' ||
  (purpose.kind === 'enter' && purpose.event === 'SignIn' && context.signInExperience.signInMode === 'SignIn');

export function CodePage(step: Props) {
  const {address, purpose} = step;
  const steps = useSteps();
  const {form, entry} = useSentCode({
    useForm,
    address,
    first: {verificationId: step.verificationId, sentAt: step.sentAt},
    resend: async () => {
      const {verificationId} = await api.sendCode(address, eventOf(purpose));
      const next = {verificationId, sentAt: Date.now()};
      steps.keep({...step, ...next});
      return next;
    },
    verify: ({verificationId}, code) => api.verifyCode(address, verificationId, code),
    then: async ({verificationId}) => {
      const next = await use(purpose, address, verificationId);
      if (next) steps.replace(next);
      return next ? 'staying' : 'leaving';
    },
    onRefusal: (error, {verificationId}) => {
      const turn = turnAfter(error, purpose, address, verificationId);
      if (turn) steps.replace(turn);
      return turn !== undefined;
    },
  });

  const isSigningIn = purpose.kind === 'enter' && purpose.event === 'SignIn';
  const canUsePassword = isSigningIn && proofsOf(context.signInExperience, address.type).includes('password');
  const change = () =>
    purpose.kind === 'enter'
      ? steps.restart({name: 'start', typed: retyped(address, emptyIdentifier())})
      : steps.back();
  return (
    <StepPage
      headline={t('code.headline')}
      title={t('code.headline')}
      lead={rich(isSentToAccountsOnly(purpose) ? 'code.textIfAccount' : 'code.text', {
        address: <IdentifierText identifier={address} />,
      })}
    >
      <Form form={form} button={t('common.continue')}>
        <CodeEntry {...entry} />
      </Form>
      <Ways>
        {canUsePassword && (
          <Way onClick={() => steps.go({name: 'password', identifier: address})}>{t('code.usePassword')}</Way>
        )}
        {isSigningIn && <PasskeyWay identifier={address} />}
        {purpose.kind !== 'link' && <Way onClick={change}>{t(address.type === 'email' ? 'code.otherEmail' : 'code.otherPhone')}</Way>}
      </Ways>
    </StepPage>
  );
}
