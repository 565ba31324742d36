import {context, type InteractionEvent} from '../context.ts';
import {rich, t} from '../phrases.ts';
import {CheckField} from './check_field.tsx';
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
  const shown = links();
  if (!shown) return null;
  if (!mustAgree(event)) {
    return event === 'Register' ? <p className="fine-print">{rich('terms.automatic', {links: shown})}</p> : null;
  }
  return (
    <CheckField checked={agreed} onChange={onChange} error={error ? t('invalid.terms') : undefined} attempt={attempt}>
      {rich('terms.agree', {links: shown})}
    </CheckField>
  );
}
