// The password of an identifier that was typed before.
import {useRef} from 'react';

import type {Identifier} from '../api.ts';
import {CurrentPassword, useCurrentPassword} from '../components/current_password.tsx';
import {Form} from '../components/form.tsx';
import {ForgotLink} from '../components/forgot_link.tsx';
import {IdentifierText} from '../components/identifier_text.tsx';
import {CodeWay, OtherIdentifierWay} from '../components/other_ways.tsx';
import {OwnerName} from '../components/owner_name.tsx';
import {PasskeyWay} from '../components/passkey_way.tsx';
import {leadId} from '../components/layout.tsx';
import {StepPage, Ways} from '../components/step_page.tsx';
import {signIn} from '../flow.ts';
import {stepOf} from '../next_step.ts';
import {rich, t} from '../phrases.ts';
import {toText} from '../send_code.ts';
import {useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';

export function PasswordPage({identifier}: {identifier: Identifier}) {
  const steps = useSteps();
  const password = useCurrentPassword();
  const field = useRef<HTMLDivElement>(null);
  const form = useForm({
    fields: ['password'],
    identifier: () => identifier,
    check: password.check,
    act: async () => {
      const pause = await signIn(identifier, password.take());
      if (!pause) return 'leaving';
      steps.go(stepOf(pause));
      return 'staying';
    },
    onError: () => {
      // Most likely it was the password: the next key press replaces it.
      field.current?.querySelector<HTMLInputElement>('[name="password"]')?.select();
      return false;
    },
  });
  return (
    <StepPage
      headline={t('password.headline')}
      title={t('password.headline')}
      lead={rich('password.text', {identifier: <IdentifierText identifier={identifier} />})}
    >
      <Form form={form} button={t('signIn.button')}>
        <OwnerName name={toText(identifier)} />
        <div ref={field}>
          <CurrentPassword form={form} {...password.field} describedBy={leadId} />
          <ForgotLink identifier={identifier} />
        </div>
      </Form>
      <Ways>
        <CodeWay identifier={identifier} form={form} />
        <PasskeyWay identifier={identifier} />
        <OtherIdentifierWay identifier={identifier} />
      </Ways>
    </StepPage>
  );
}
