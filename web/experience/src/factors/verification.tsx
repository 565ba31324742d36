// The second step of a sign-in, one page for each factor.
import {useEffect, useRef, useState} from 'react';

import {codeLength} from '../code_text.ts';
import {CodeEntry} from '../components/code_entry.tsx';
import {CodeField} from '../components/code_field.tsx';
import {Field} from '../components/field.tsx';
import {Form} from '../components/form.tsx';
import {leadId, Notice} from '../components/layout.tsx';
import {StepPage} from '../components/step_page.tsx';
import type {AddressType} from '../context.ts';
import {explain} from '../errors.ts';
import type {DemandPause} from '../pause.ts';
import {rich, t} from '../phrases.ts';
import {type Sent, type Step, useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';
import {useSmsCode} from '../use_sms_code.ts';
import {canUsePasskeys, getPasskey} from '../webauthn.ts';
import * as api from './api.ts';
import {explainLate} from './explain_late.ts';
import {OtherFactors} from './other_factors.tsx';
import {useTrust} from './trust_device.tsx';
import {useDemand} from './use_demand.ts';
import {useFactorCode} from './use_factor_code.ts';

interface Props {
  pause: DemandPause<'verify'>;
}

const sixDigits = (typed: string) =>
  typed.length === codeLength ? undefined : t(typed ? 'code.invalid' : 'invalid.required');

export function TotpVerification({pause}: Props) {
  const trust = useTrust(pause);
  const {code, setCode, form} = useFactorCode({
    pause,
    // There is a box to be ticked after the code.
    isSentWhenWhole: !trust.isOffered,
    faultOf: sixDigits,
    verify: (typed) => api.verifyTotp(typed),
    then: trust.keep,
  });
  return (
    <StepPage headline={t('twoStep.verifyTotp')} title={t('twoStep.verifyTotp')} lead={t('twoStep.verifyTotpText')}>
      <Form form={form} button={t('common.continue')}>
        <CodeField value={code} onChange={setCode} form={form} describedBy={leadId} />
        {trust.field}
      </Form>
      <OtherFactors pause={pause} factor="Totp" />
    </StepPage>
  );
}

export function PasskeyVerification({pause}: Props) {
  const trust = useTrust(pause);
  const verify = async () => {
    const {verificationId, authenticationOptions} = await api.loadRequestOptions();
    await api.verifyAssertion(verificationId, await getPasskey(authenticationOptions));
    await trust.keep();
  };
  const form = useDemand(pause, verify, {explain: explainLate});
  return (
    <StepPage
      headline={t('twoStep.verifyPasskey')}
      title={t('twoStep.verifyPasskey')}
      lead={t('twoStep.verifyPasskeyText')}
    >
      {canUsePasskeys() ? (
        <Form form={form} button={t('passkey.button')}>
          {trust.field}
        </Form>
      ) : (
        <Notice text={t('passkey.unsupported')} />
      )}
      <OtherFactors pause={pause} factor="WebAuthn" />
    </StepPage>
  );
}

/** As it was written down: with spaces, hyphens or capital letters. */
const toBackupCode = (text: string) => text.normalize('NFKC').replace(/[\s-]/g, '').toLowerCase();

export function BackupCodeVerification({pause}: Props) {
  const trust = useTrust(pause);
  const {code, setCode, form} = useFactorCode({
    pause,
    isSentWhenWhole: false,
    faultOf: (typed) => (toBackupCode(typed) ? undefined : t('invalid.required')),
    verify: (typed) => api.verifyBackupCode(toBackupCode(typed)),
    then: trust.keep,
  });
  return (
    <StepPage
      headline={t('twoStep.verifyBackup')}
      title={t('twoStep.verifyBackup')}
      lead={t('twoStep.verifyBackupText')}
    >
      <Form form={form} button={t('common.continue')}>
        <Field label={t('twoStep.backupCode')} error={form.errors['code']} attempt={form.attempt} describedBy={leadId}>
          {(input) => (
            <div className="control">
              <input
                {...input}
                className="backup-input"
                name="code"
                type="text"
                autoComplete="off"
                dir="ltr"
                value={code}
                onInput={(event) => setCode(event.currentTarget.value)}
                autoCapitalize="none"
                autoCorrect="off"
                spellCheck={false}
                maxLength={64}
                aria-required
              />
            </div>
          )}
        </Field>
        {trust.field}
      </Form>
      <OtherFactors pause={pause} factor="BackupCode" />
    </StepPage>
  );
}

type SentStep = Extract<Step, {name: 'mfa-verification'}> & {type: AddressType};

/** The code goes out when the page is opened, and not again when it is loaded again. */
function useSending(step: SentStep, onError: (error: unknown) => void, onSent: () => void) {
  const steps = useSteps();
  const [sent, setSent] = useState<Sent | undefined>(step.sent);
  const first = useRef(step.sent?.verificationId);
  const sending = useForm({
    fields: [],
    act: async () => {
      const {verificationId} = await api.sendFactorCode(step.type);
      const next = {verificationId, sentAt: Date.now()};
      first.current ??= verificationId;
      setSent(next);
      const {type: _, ...kept} = step;
      steps.keep({...kept, sent: next});
      onSent();
      return 'staying';
    },
    onError: (error) => {
      onError(error);
      return true;
    },
  });
  useEffect(() => {
    if (!step.sent) void sending.submit();
  }, []);
  return {sent, isAgain: sent !== undefined && sent.verificationId !== first.current, sending};
}

export function CodeVerification(step: SentStep) {
  const {pause, factor, type} = step;
  const field = useRef<HTMLDivElement>(null);
  const [isNeeded, setNeeded] = useState(false);
  const verificationId = useRef<string>(undefined);
  const trust = useTrust(pause);
  const {code, setCode, renew, form} = useFactorCode({
    pause,
    isSentWhenWhole: !trust.isOffered,
    faultOf: sixDigits,
    verify: (typed) => api.verifyFactorCode(type, verificationId.current ?? '', typed),
    then: trust.keep,
    onRefusal: (error) => setNeeded(Boolean(explain(error)?.isCodeSpent)),
  });
  const {sent, isAgain, sending} = useSending(
    step,
    (error) => {
      form.fail(error);
      setNeeded(true);
    },
    () => {
      setNeeded(false);
      renew();
      field.current?.querySelector('input')?.focus();
    },
  );
  verificationId.current = sent?.verificationId;
  useSmsCode(type === 'phone', setCode);

  const address = <strong dir="ltr">{pause.demand.masked[factor] ?? t(`twoStep.${type}`)}</strong>;
  return (
    <StepPage
      headline={t('code.headline')}
      title={t('code.headline')}
      lead={rich(sent ? 'code.text' : 'twoStep.sending', {address})}
    >
      <Form form={form} button={t('common.continue')}>
        <CodeEntry
          field={field}
          code={code}
          onCode={setCode}
          form={form}
          sending={sending}
          sentAt={sent?.sentAt}
          isAgain={isAgain}
          isNeeded={isNeeded}
        />
        {trust.field}
      </Form>
      <OtherFactors pause={pause} factor={factor} />
    </StepPage>
  );
}
