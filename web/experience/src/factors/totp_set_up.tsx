// An authenticator app, for people who have never seen one.
import {useRef} from 'react';

import * as api from '../api.ts';
import type {Identifier} from '../api.ts';
import {codeLength} from '../code_text.ts';
import {CodeField} from '../components/code_field.tsx';
import {FailureNotice} from '../components/failure.tsx';
import {Form} from '../components/form.tsx';
import {StepPage} from '../components/step_page.tsx';
import {isRefusal} from '../flow.ts';
import type {DemandPause} from '../pause.ts';
import {t} from '../phrases.ts';
import {toText} from '../send_code.ts';
import {reasonOf} from './account.tsx';
import {makeTotpSecret, type TotpSecret, verifyTotp} from './api.ts';
import {CopyButton} from './copy_button.tsx';
import {OtherThan} from './skip.tsx';
import {useFactorCode} from './use_factor_code.ts';
import {useLoaded} from './use_loaded.ts';

const enterId = 'totp-enter';

// On a phone, the app is most likely on the same one: there is nothing to scan with.
const isPhone = () => matchMedia('(pointer: coarse)').matches;

/** The server forgot the key while the app was being set up. */
const isLost = (error: unknown) =>
  isRefusal(error, 'session.verification_session_not_found') || isRefusal(error, 'session.mfa.pending_info_not_found');

/** As in the QR code: for an app on the same phone. */
function keyUri(secret: string, account: Identifier | undefined): string {
  const issuer = encodeURIComponent(location.hostname);
  const name = account ? `:${encodeURIComponent(toText(account))}` : '';
  return `otpauth://totp/${issuer}${name}?secret=${secret}&period=30&digits=6&algorithm=SHA1&issuer=${issuer}`;
}

const inFours = (secret: string) => secret.replace(/.{4}(?=.)/g, '$& ');

function Secret({value, account}: {value: TotpSecret | undefined; account: Identifier | undefined}) {
  const isImage = value?.secretQrCode.startsWith('data:image/') ?? true;
  return (
    <li>
      {value && isPhone() && (
        <a className="button quiet" href={keyUri(value.secret, account)}>
          {t('twoStep.totpOpen')}
        </a>
      )}
      <p>{t(isPhone() ? 'twoStep.totpScanOther' : 'twoStep.totpScan')}</p>
      {isImage && (
        <div className="qr-code">{value && <img src={value.secretQrCode} alt={t('twoStep.qrCode')} />}</div>
      )}
      {value && (
        <details open={!isImage || isPhone()}>
          <summary>{t('twoStep.totpKey')}</summary>
          <p>{t('twoStep.totpKeyText')}</p>
          <code className="secret" dir="ltr">
            {inFours(value.secret)}
          </code>
          <CopyButton text={value.secret} label={t('twoStep.copyKey')} />
        </details>
      )}
    </li>
  );
}

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
  return (
    <StepPage headline={t('twoStep.setUpTotp')} title={t('twoStep.setUpTotp')} lead={reasonOf(pause)} isReadFirst>
      <FailureNotice failure={failure} attempt={0} />
      {failure ? (
        <button type="button" className="button" onClick={() => void reload()}>
          {t('error.retry')}
        </button>
      ) : (
        <Form form={form} button={t('common.continue')}>
          <ol className="set-up">
            <li>{t('twoStep.totpApp')}</li>
            <Secret value={value} account={pause.progress.account} />
            <li>
              <p id={enterId}>{t('twoStep.totpEnter')}</p>
              <CodeField
                value={code}
                onChange={setCode}
                error={form.errors['code']}
                attempt={form.attempt}
                describedBy={enterId}
              />
            </li>
          </ol>
        </Form>
      )}
      <OtherThan pause={pause} isBusy={form.busy} />
    </StepPage>
  );
}
