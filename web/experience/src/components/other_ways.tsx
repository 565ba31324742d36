// From one proof of an identifier to another, and to another identifier.
import type {Identifier} from '../api.ts';
import {context, type PageName} from '../context.ts';
import {proofsOf, toAddress} from '../methods.ts';
import {t} from '../phrases.ts';
import {enterWithCode, retyped} from '../send_code.ts';
import {useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';
import {emptyIdentifier} from './identifier_field.tsx';
import {siblingPage} from './layout.tsx';
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

// Their first step is a form. That of any other page, such as a visit's return, is over.
const formPages: PageName[] = [
  'sign-in', 'identifier-sign-in', 'register', 'identifier-register', 'forgot-password', 'reset-password', 'single-sign-on',
];

/** Back to the form that a sign-in begins with. A link to the page's own address would only load the step again. */
export function StartAgain({children}: {children: string}) {
  const steps = useSteps();
  if (formPages.includes(context.page)) return <Way onClick={() => steps.restart({name: 'start'})}>{children}</Way>;
  return (
    <p>
      <a href={siblingPage('/sign-in')}>{children}</a>
    </p>
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
