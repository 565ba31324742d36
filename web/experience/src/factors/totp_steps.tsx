// An authenticator app is set up in three steps, for people who have never seen one.
import type {ReactNode} from 'react';

import {CodeField} from '../components/code_field.tsx';
import {t} from '../phrases.ts';
import type {FieldForm} from '../use_plain_form.ts';
import {CopyButton} from './copy_button.tsx';

const enterId = 'totp-enter';

// On a phone, the app is most likely on the same one: there is nothing to scan with.
const isPhone = () => matchMedia('(pointer: coarse)').matches;

/** As in the QR code: for an app on the same phone. */
export function keyUri(secret: string, account: string | undefined): string {
  const issuer = encodeURIComponent(location.hostname);
  const name = account ? `:${encodeURIComponent(account)}` : '';
  return `otpauth://totp/${issuer}${name}?secret=${secret}&period=30&digits=6&algorithm=SHA1&issuer=${issuer}`;
}

const inFours = (secret: string) => secret.replace(/.{4}(?=.)/g, '$& ');

interface Props {
  /** missing: on its way */
  secret: string | undefined;
  account: string | undefined;
  /** missing: the key is typed */
  picture: ReactNode;
  code: string;
  onCode: (code: string) => void;
  form: FieldForm;
}

export const TotpSteps = ({secret, account, picture, code, onCode, form}: Props) => (
  <ol className="set-up">
    <li>{t('twoStep.totpApp')}</li>
    <li>
      {secret && isPhone() && (
        <a className="button quiet" href={keyUri(secret, account)}>
          {t('twoStep.totpOpen')}
        </a>
      )}
      <p>{t(isPhone() ? 'twoStep.totpScanOther' : 'twoStep.totpScan')}</p>
      {picture && <div className="qr-code">{picture}</div>}
      {secret && (
        <details open={!picture || isPhone()}>
          <summary>{t('twoStep.totpKey')}</summary>
          <p>{t('twoStep.totpKeyText')}</p>
          <code className="secret" dir="ltr">
            {inFours(secret)}
          </code>
          <CopyButton text={secret} label={t('twoStep.copyKey')} />
        </details>
      )}
    </li>
    <li>
      <p id={enterId}>{t('twoStep.totpEnter')}</p>
      <CodeField value={code} onChange={onCode} form={form} describedBy={enterId} />
    </li>
  </ol>
);
