// Companies' sign-ins on the first step: what is found for the typed address, and a way for those who know.
import {type ReactNode, useEffect, useRef} from 'react';

import type {SsoConnector} from '../context.ts';
import {t} from '../phrases.ts';
import {Building} from './icons.tsx';

/** The field of the address, and below it whose sign-in is asked instead of a password. */
export function SsoNote({connectors, children}: {connectors: SsoConnector[]; children: ReactNode}) {
  const [only, second] = connectors;
  const note = useRef<HTMLParagraphElement>(null);
  const focused = useRef<Element>(undefined);
  const isFound = only !== undefined;
  useEffect(() => {
    const follow = ({target}: FocusEvent) => void (focused.current = target as Element);
    document.addEventListener('focusin', follow);
    return () => document.removeEventListener('focusin', follow);
  }, []);
  // The password went away. What is still typed of it must not be shown in another field, nor press a button.
  useEffect(() => {
    if (isFound && focused.current?.isConnected === false) note.current?.focus();
  }, [isFound]);
  return (
    <div>
      {children}
      <p className="field-hint" role="status" tabIndex={-1} ref={note}>
        {only && (second ? t('sso.foundMany') : t('sso.found', {name: only.connectorName}))}
      </p>
    </div>
  );
}

interface ButtonProps {
  /** Other ways in stand above. */
  isSecond: boolean;
  onClick: () => void;
}

export const SsoButton = ({isSecond, onClick}: ButtonProps) => (
  <div className="social">
    {isSecond && <p className="social-or">{t('social.or')}</p>}
    <button type="button" className="button quiet" onClick={onClick}>
      <span className="button-label with-icon">
        <Building />
        {t('sso.continueAny')}
      </span>
    </button>
  </div>
);
