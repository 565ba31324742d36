// A device without a browser shows a code (RFC 8628). A person types it here, sees which application
// asks, and decides; signing in comes after. The forms are plain ones: the answer is a redirect.
import {type ReactNode, useEffect, useRef, useState} from 'react';

import {Field} from '../components/field.tsx';
import {Check} from '../components/icons.tsx';
import {Brand, Notice, Page, SubmitButton} from '../components/layout.tsx';
import {context, type DeviceContext} from '../context.ts';
import {type PhraseKey, rich, t} from '../phrases.ts';
import {parseUserCode} from '../user_code.ts';

const refusals: Record<string, PhraseKey> = {
  not_found: 'device.notFound',
  expired: 'device.expired',
  used: 'device.used',
};
const complaints: Record<string, PhraseKey> = {
  session_not_found: 'device.again',
  too_many_attempts: 'error.blocked',
};

interface FormProps {
  device: DeviceContext;
  /** false keeps the form from being sent */
  check?: () => boolean;
  children: (busy: boolean) => ReactNode;
}

/** Sent once; awake again if the person comes back. */
function DeviceForm({device, check, children}: FormProps) {
  const [busy, setBusy] = useState(false);
  const sent = useRef(false);
  useEffect(() => {
    const wake = () => {
      sent.current = false;
      setBusy(false);
    };
    addEventListener('pageshow', wake);
    return () => removeEventListener('pageshow', wake);
  }, []);
  return (
    <form
      method="post"
      action="/oidc/device"
      noValidate
      onSubmit={(event) => {
        if (sent.current || check?.() === false) return event.preventDefault();
        sent.current = true;
        setBusy(true);
      }}
    >
      <input type="hidden" name="xsrf" value={device.xsrf} />
      {children(busy)}
    </form>
  );
}

function EnterCode({device}: {device: DeviceContext}) {
  const [typed, setTyped] = useState(device.code ?? '');
  const refusal = refusals[device.error ?? ''];
  const [error, setError] = useState(refusal && t(refusal));
  const [attempt, setAttempt] = useState(refusal ? 1 : 0);
  const complaint = complaints[device.error ?? ''] ?? (device.error && !refusal ? 'error.unexpected' : undefined);
  const check = () => {
    const good = parseUserCode(typed) !== undefined;
    if (!good) {
      setError(t(typed.trim() ? 'device.invalid' : 'invalid.required'));
      setAttempt((count) => count + 1);
    }
    return good;
  };
  return (
    <>
      <Brand />
      <h1>{t('device.headline')}</h1>
      <p className="lead">{t('device.text')}</p>
      <DeviceForm device={device} check={check}>
        {(busy) => (
          <>
            {complaint && <Notice text={t(complaint)} />}
            <Field label={t('device.code')} error={error} attempt={attempt}>
              {(input) => (
                <div className="control">
                  <input
                    {...input}
                    className="code-input"
                    name="user_code"
                    type="text"
                    dir="ltr"
                    value={typed}
                    onInput={(event) => {
                      setTyped(event.currentTarget.value);
                      setError(undefined);
                    }}
                    placeholder="XXXX-XXXX"
                    autoComplete="off"
                    autoCapitalize="characters"
                    autoCorrect="off"
                    spellCheck={false}
                    maxLength={32}
                    aria-required
                    autoFocus
                  />
                </div>
              )}
            </Field>
            <SubmitButton busy={busy}>{t('common.continue')}</SubmitButton>
          </>
        )}
      </DeviceForm>
    </>
  );
}

function ConfirmCode({device, code, app}: {device: DeviceContext; code: string; app: string}) {
  return (
    <>
      <Brand />
      <h1>{rich('device.confirm', {app: <bdi>{app}</bdi>})}</h1>
      <p className="lead">{t('device.compare')}</p>
      <DeviceForm device={device}>
        {(busy) => (
          <>
            <input type="hidden" name="user_code" value={code} />
            <p className="user-code" dir="ltr">
              {code}
            </p>
            <div className="fine-print">
              {device.ip && <p>{rich('device.from', {address: <bdi>{device.ip}</bdi>})}</p>}
              <p>{t('device.warning')}</p>
            </div>
            <div className="actions">
              <button type="submit" className="button quiet" name="abort" value="yes" aria-disabled={busy}>
                {t('device.refuse')}
              </button>
              <button
                type="submit"
                className="button"
                name="confirm"
                value="yes"
                aria-disabled={busy}
                data-busy={busy || undefined}
              >
                <span className="button-label">{t('common.continue')}</span>
                {busy && (
                  <span className="spinner" role="status">
                    <span className="hidden">{t('common.working')}</span>
                  </span>
                )}
              </button>
            </div>
          </>
        )}
      </DeviceForm>
    </>
  );
}

const Refused = () => (
  <>
    <Brand />
    <h1>{t('device.refused')}</h1>
    <p className="lead">{t('device.refusedText')}</p>
    <a className="button quiet" href="/device">
      {t('device.another')}
    </a>
  </>
);

export function Device() {
  const device = context.device ?? {xsrf: ''};
  const {code, error} = device;
  const app = context.application?.name;
  return (
    <Page>
      {error === 'aborted' ? (
        <Refused />
      ) : code && app && !error ? (
        <ConfirmCode device={device} code={code} app={app} />
      ) : (
        <EnterCode device={device} />
      )}
    </Page>
  );
}

export const DeviceSuccess = () => (
  <Page>
    <Brand />
    <p className="done" aria-hidden="true">
      <Check />
    </p>
    <h1>{t('device.done')}</h1>
    <p className="lead">{t('device.doneText')}</p>
  </Page>
);
