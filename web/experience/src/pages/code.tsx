// The code that was sent to an address.
import {useRef, useState} from 'react';

import * as api from '../api.ts';
import type {Address} from '../api.ts';
import {codeLength} from '../code_text.ts';
import {CodeEntry} from '../components/code_entry.tsx';
import {Form} from '../components/form.tsx';
import {emptyIdentifier} from '../components/identifier_field.tsx';
import {IdentifierText} from '../components/identifier_text.tsx';
import {PasskeyWay} from '../components/passkey_way.tsx';
import {leadId, StepPage, Way, Ways} from '../components/step_page.tsx';
import {context} from '../context.ts';
import {explain} from '../errors.ts';
import {enter, goOn, identifyForReset, isRefusal, resume} from '../flow.ts';
import {proofsOf} from '../methods.ts';
import {stepOf} from '../next_step.ts';
import {rich, t} from '../phrases.ts';
import {retyped} from '../send_code.ts';
import {type Purpose, type Step, useSteps} from '../steps.ts';
import {useAutoSubmit} from '../use_auto_submit.ts';
import {useForm} from '../use_form.ts';
import {useSmsCode} from '../use_sms_code.ts';

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
  const [code, setCode] = useState('');
  const [sent, setSent] = useState({verificationId: step.verificationId, sentAt: step.sentAt});
  const [isSpent, setSpent] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  // A code is good once: what comes after may be tried again without it.
  const verified = useRef('');

  const form = useForm({
    fields: ['code'],
    // Why the last code was refused says more than that its field is empty now.
    check: (shown) =>
      code.length === codeLength || verified.current === sent.verificationId
        ? {}
        : {code: code ? t('code.invalid') : (shown['code'] ?? t('invalid.required'))},
    act: async () => {
      const {verificationId} = sent;
      if (verified.current !== verificationId) await api.verifyCode(address, verificationId, code);
      verified.current = verificationId;
      const next = await use(purpose, address, verificationId);
      if (next) steps.replace(next);
      return next ? 'staying' : 'leaving';
    },
    onError: (error) => {
      const turn = turnAfter(error, purpose, address, sent.verificationId);
      if (turn) steps.replace(turn);
      const explained = turn ? undefined : explain(error);
      setSpent(Boolean(explained?.isCodeSpent));
      if (explained?.field === 'code') setCode('');
      return Boolean(turn);
    },
  });

  const resending = useForm({
    fields: [],
    act: async () => {
      const {verificationId} = await api.sendCode(address, eventOf(purpose));
      const next = {verificationId, sentAt: Date.now()};
      setSent(next);
      setSpent(false);
      setCode('');
      form.clear('code');
      steps.keep({...step, ...next});
      // The button goes away.
      field.current?.querySelector('input')?.focus();
      return 'staying';
    },
    onError: (error) => {
      form.fail(error);
      return true;
    },
  });

  useAutoSubmit(code.length === codeLength, code, form.submit);
  useSmsCode(address.type === 'phone', setCode);

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
        <CodeEntry
          field={field}
          code={code}
          onCode={setCode}
          form={form}
          resending={resending}
          sentAt={sent.sentAt}
          isAgain={sent.verificationId !== step.verificationId}
          isNeeded={isSpent}
          describedBy={leadId}
        />
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
