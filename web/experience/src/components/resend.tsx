import {useEffect, useState} from 'react';

import {t} from '../phrases.ts';

// As long as a mail or a message may well take.
const wait = 59_000;

interface Props {
  sentAt: number;
  /** The person has asked for it. */
  isAgain: boolean;
  /** The last code is of no use: no need to wait. */
  isNeeded: boolean;
  busy: boolean;
  onSend: () => void;
}

/** Counts down for the eye; a screen reader hears when a code was sent, and when another one can be. */
export function Resend({sentAt, isAgain, isNeeded, busy, onSend}: Props) {
  const [now, setNow] = useState(Date.now);
  const seconds = Math.min(59, Math.max(0, Math.ceil((sentAt + wait - now) / 1000)));
  const isWaiting = seconds > 0 && !isNeeded;
  useEffect(() => {
    setNow(Date.now());
    if (!isWaiting) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isWaiting, sentAt]);

  return (
    <div className="below-field">
      <p className="sent" role="status">
        {isWaiting ? isAgain && t('code.sent') : <span className="hidden">{t('code.ready')}</span>}
      </p>
      {isWaiting ? (
        <p className="wait">{t('code.wait', {seconds})}</p>
      ) : (
        <button type="button" className="link" aria-disabled={busy} onClick={onSend}>
          {t('code.resend')}
        </button>
      )}
    </div>
  );
}
