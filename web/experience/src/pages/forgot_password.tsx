// Where to send the code that allows to set a new password. The answer is the same for every address.
import {useRef, useState} from 'react';

import type {Address} from '../api.ts';
import {Form} from '../components/form.tsx';
import {emptyIdentifier, IdentifierField} from '../components/identifier_field.tsx';
import {Notice} from '../components/layout.tsx';
import {StepPage, Way, Ways} from '../components/step_page.tsx';
import {context} from '../context.ts';
import {beginWithCode} from '../flow.ts';
import {parseIdentifier} from '../identifier.ts';
import {resetIdentifiers} from '../methods.ts';
import {t} from '../phrases.ts';
import {codeStep, toAddress} from '../send_code.ts';
import {type Typed, useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';

export function ForgotPassword({typed: first}: {typed?: Typed}) {
  const steps = useSteps();
  const allowed = resetIdentifiers(context.signInExperience);
  const [typed, setTyped] = useState(() => first ?? emptyIdentifier());
  const address = useRef<Address>(undefined);
  const form = useForm({
    fields: ['identifier'],
    check: () => {
      const found = parseIdentifier(typed.text, allowed, typed.region);
      if (typeof found === 'string') return {identifier: t(`invalid.${found}`)};
      address.current = toAddress(found);
      return {};
    },
    act: async () => {
      const to = address.current!;
      const verificationId = await beginWithCode('ForgotPassword', to);
      steps.keep({name: 'forgot', typed});
      steps.go(codeStep(to, {kind: 'reset'}, verificationId));
      return 'staying';
    },
  });
  return (
    <StepPage headline={t('forgot.headline')} title={t('forgot.headline')} lead={t('forgot.text')}>
      {allowed.length > 0 ? (
        <Form form={form} button={t('forgot.button')}>
          <IdentifierField
            allowed={allowed}
            value={typed}
            onChange={(value) => {
              setTyped(value);
              form.clear('identifier');
            }}
            error={form.errors['identifier']}
            attempt={form.attempt}
            withPassword={false}
            autoFocus
          />
        </Form>
      ) : (
        <Notice text={t('forgot.unavailable')} />
      )}
      <Ways>
        <Way onClick={() => steps.restart({name: 'start'})}>{t('forgot.back')}</Way>
      </Ways>
    </StepPage>
  );
}
