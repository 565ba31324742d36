import {useEffect, useId, useRef} from 'react';

import {context, type InteractionEvent} from '../context.ts';
import {rich, t} from '../phrases.ts';
import {Alert} from './icons.tsx';
import {legalLinks} from './layout.tsx';

const links = () => {
  const {termsOfUseUrl, privacyPolicyUrl} = context.signInExperience;
  return legalLinks(termsOfUseUrl, privacyPolicyUrl);
};

/** Whether the person has to tick a box here before going on. */
export function mustAgree(event: InteractionEvent): boolean {
  const policy = context.signInExperience.agreeToTermsPolicy ?? 'Automatic';
  return Boolean(links()) && (policy === 'Manual' || (policy === 'ManualRegistrationOnly' && event === 'Register'));
}

interface Props {
  event: InteractionEvent;
  agreed: boolean;
  onChange: (agreed: boolean) => void;
  error: boolean;
  attempt: number;
}

export function Terms({event, agreed, onChange, error, attempt}: Props) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (error && !box.current?.form?.querySelector('input[aria-invalid="true"]:not([type="checkbox"])')) {
      box.current?.focus();
    }
  }, [attempt, error]);

  const shown = links();
  if (!shown) return null;
  if (!mustAgree(event)) {
    return event === 'Register' ? <p className="fine-print">{rich('terms.automatic', {links: shown})}</p> : null;
  }
  return (
    <div className="field">
      <label className="choice">
        <input
          type="checkbox"
          ref={box}
          checked={agreed}
          onChange={(change) => onChange(change.currentTarget.checked)}
          aria-invalid={error}
          aria-describedby={error ? id : undefined}
        />
        <span>{rich('terms.agree', {links: shown})}</span>
      </label>
      {error && (
        <p className="field-error" id={id}>
          <Alert />
          <span>{t('invalid.terms')}</span>
        </p>
      )}
    </div>
  );
}
