// From one proof of an identifier to another, and to another identifier.
import type {Identifier} from '../api.ts';
import {context} from '../context.ts';
import {proofsOf} from '../methods.ts';
import {t} from '../phrases.ts';
import {enterWithCode, retyped, toAddress} from '../send_code.ts';
import {useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';
import {emptyIdentifier} from './identifier_field.tsx';
import {Way} from './step_page.tsx';

/** A code to the address, where one signs in. `form` shows what went wrong. */
export function CodeWay({identifier, form}: {identifier: Identifier; form: ReturnType<typeof useForm>}) {
  const steps = useSteps();
  const address = toAddress(identifier);
  const sending = useForm({
    fields: [],
    act: async () => {
      steps.go(await enterWithCode('SignIn', address!));
      return 'staying';
    },
    onError: (error) => {
      form.fail(error);
      return true;
    },
  });
  if (!address || !proofsOf(context.signInExperience, address.type).includes('code')) return null;
  return (
    <Way busy={sending.busy} onClick={() => void sending.submit()}>
      {t(address.type === 'email' ? 'password.codeByEmail' : 'password.codeByPhone')}
    </Way>
  );
}

export function OtherIdentifierWay({identifier}: {identifier: Identifier}) {
  const steps = useSteps();
  return (
    <Way onClick={() => steps.restart({name: 'start', typed: retyped(identifier, emptyIdentifier())})}>
      {t('password.other')}
    </Way>
  );
}
