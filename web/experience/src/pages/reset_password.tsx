import type {Address} from '../api.ts';
import {Form} from '../components/form.tsx';
import {emptyIdentifier} from '../components/identifier_field.tsx';
import {NewPasswordFields, useNewPassword} from '../components/new_password_fields.tsx';
import {StepPage} from '../components/step_page.tsx';
import {context} from '../context.ts';
import {resetPassword} from '../flow.ts';
import {signInIdentifiers} from '../methods.ts';
import {t} from '../phrases.ts';
import {retyped} from '../send_code.ts';
import {useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';

export function ResetPassword({address}: {address: Address}) {
  const steps = useSteps();
  const chosen = useNewPassword();
  const form = useForm({
    fields: ['password'],
    check: chosen.check,
    act: async () => {
      await resetPassword(chosen.take());
      const canSignIn = signInIdentifiers(context.signInExperience).includes(address.type);
      steps.restart({
        name: 'start',
        isPasswordChanged: true,
        ...(canSignIn && {typed: retyped(address, emptyIdentifier())}),
      });
      return 'staying';
    },
  });
  return (
    <StepPage headline={t('reset.headline')} title={t('reset.headline')} lead={t('reset.text')}>
      <Form form={form} button={t('reset.button')}>
        <NewPasswordFields form={form} {...chosen.fields} />
      </Form>
    </StepPage>
  );
}
