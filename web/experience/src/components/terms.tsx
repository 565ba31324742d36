import {context, type InteractionEvent} from '../context.ts';
import {rich, t} from '../phrases.ts';
import type {FieldForm} from '../use_plain_form.ts';
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
  onAgree: (agreed: boolean) => void;
  /** those that need the agreement */
  forms: FieldForm[];
}

export function Terms({event, agreed, onAgree, forms}: Props) {
  const shown = links();
  if (!shown) return null;
  if (!mustAgree(event)) {
    return event === 'Register' ? <p className="fine-print">{rich('terms.automatic', {links: shown})}</p> : null;
  }
  return (
    <CheckField
      checked={agreed}
      onChange={(value) => {
        onAgree(value);
        for (const form of forms) form.clear('terms');
      }}
      error={forms.some(({errors}) => errors['terms']) && t('invalid.terms')}
      attempt={forms.reduce((sum, {attempt}) => sum + attempt, 0)}
    >
      {rich('terms.agree', {links: shown})}
    </CheckField>
  );
}
