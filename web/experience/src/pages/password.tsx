// The password of an identifier that was typed before.
import {useRef, useState} from 'react';

import type {Identifier} from '../api.ts';
import {Form} from '../components/form.tsx';
import {ForgotLink} from '../components/forgot_link.tsx';
import {IdentifierText} from '../components/identifier_text.tsx';
import {CodeWay, OtherIdentifierWay} from '../components/other_ways.tsx';
import {PasskeyWay} from '../components/passkey_way.tsx';
import {PasswordField} from '../components/password_field.tsx';
import {leadId, StepPage, Ways} from '../components/step_page.tsx';
import {signIn} from '../flow.ts';
import {stepOf} from '../next_step.ts';
import {rich, t} from '../phrases.ts';
import {toText} from '../send_code.ts';
import {useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';

export function PasswordPage({identifier}: {identifier: Identifier}) {
  const steps = useSteps();
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const form = useForm({
    fields: ['password'],
    identifier: () => identifier,
    check: () => (password ? {} : {password: t('invalid.required')}),
    act: async () => {
      setShown(false);
      const pause = await signIn(identifier, password);
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
        {/* For a password manager, which looks for a pair. */}
        <input
          className="hidden"
          name="username"
          autoComplete="username"
          value={toText(identifier)}
          readOnly
          tabIndex={-1}
          aria-hidden
        />
        <div ref={field}>
          <PasswordField
            label={t('field.password')}
            purpose="current"
            value={password}
            onChange={(value) => {
              setPassword(value);
              form.clear('password');
            }}
            error={form.errors['password']}
            attempt={form.attempt}
            shown={shown}
            onShow={setShown}
            describedBy={leadId}
          />
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
