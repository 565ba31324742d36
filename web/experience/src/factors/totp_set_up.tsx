// An authenticator app as the account's second step.
import {useRef} from 'react';

import * as api from '../api.ts';
import {codeLength} from '../code_text.ts';
import {FailureNotice} from '../components/failure.tsx';
import {Form} from '../components/form.tsx';
import {StepPage} from '../components/step_page.tsx';
import {isRefusal} from '../flow.ts';
import type {DemandPause} from '../pause.ts';
import {t} from '../phrases.ts';
import {toText} from '../send_code.ts';
import {reasonOf} from './account.tsx';
import {makeTotpSecret, type TotpSecret, verifyTotp} from './api.ts';
import {OtherThan} from './skip.tsx';
import {TotpSteps} from './totp_steps.tsx';
import {useFactorCode} from './use_factor_code.ts';
import {useLoaded} from '../use_loaded.ts';

/** The server forgot the key while the app was being set up. */
const isLost = (error: unknown) =>
  isRefusal(error, 'session.verification_session_not_found') || isRefusal(error, 'session.mfa.pending_info_not_found');

const Picture = ({value}: {value: TotpSecret | undefined}) =>
  value ? <img src={value.secretQrCode} alt={t('twoStep.qrCode')} /> : null;

export function TotpSetUp({pause}: {pause: DemandPause<'bind'>}) {
  const {value, failure, reload} = useLoaded(makeTotpSecret);
  const verificationId = useRef<string>(undefined);
  verificationId.current = value?.verificationId;
  const {code, setCode, form} = useFactorCode({
    pause,
    isSentWhenWhole: value !== undefined,
    faultOf: (typed) =>
      typed.length === codeLength ? undefined : t(typed ? 'code.invalid' : 'invalid.required'),
    verify: (typed) => verifyTotp(typed, verificationId.current!),
    then: () => api.bindFactor('Totp', verificationId.current!),
    explain: (error) => (isLost(error) ? {text: t('twoStep.keyLost')} : undefined),
    onRefusal: (error) => isLost(error) && void reload(),
  });
  const isImage = value?.secretQrCode.startsWith('data:image/') ?? true;
  const {account} = pause.progress;
  return (
    <StepPage headline={t('twoStep.setUpTotp')} title={t('twoStep.setUpTotp')} lead={reasonOf(pause)} isReadFirst>
      <FailureNotice failure={failure} attempt={0} />
      {failure ? (
        <button type="button" className="button" onClick={() => void reload()}>
          {t('error.retry')}
        </button>
      ) : (
        <Form form={form} button={t('common.continue')}>
          <TotpSteps
            secret={value?.secret}
            account={account && toText(account)}
            picture={isImage && <Picture value={value} />}
            code={code}
            onCode={setCode}
            form={form}
          />
        </Form>
      )}
      <OtherThan pause={pause} isBusy={form.busy} />
    </StepPage>
  );
}
