import type {Identifier} from '../api.ts';
import {context} from '../context.ts';
import {isAddress, resetIdentifiers} from '../methods.ts';
import {t} from '../phrases.ts';
import {retyped} from '../send_code.ts';
import {useSteps} from '../steps.ts';
import {emptyIdentifier} from './identifier_field.tsx';

/** The step that asks where to send the code, filled in if the identifier can receive one. */
export function forgotStep(identifier: Identifier | undefined) {
  const types = resetIdentifiers(context.signInExperience);
  const fits = identifier && isAddress(identifier.type) && types.includes(identifier.type);
  return {name: 'forgot' as const, ...(fits && {typed: retyped(identifier, emptyIdentifier())})};
}

/** Nothing where the settings offer no way to set a new password. */
export function ForgotLink({identifier}: {identifier?: Identifier}) {
  const steps = useSteps();
  if (resetIdentifiers(context.signInExperience).length === 0) return null;
  return (
    <p className="below-field">
      <button type="button" className="link" onClick={() => steps.go(forgotStep(identifier))}>
        {t('forgot.link')}
      </button>
    </p>
  );
}
