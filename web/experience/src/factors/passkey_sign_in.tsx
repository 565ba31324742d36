// A passkey of an identifier that was typed before.
import type {Identifier} from '../api.ts';
import {Form} from '../components/form.tsx';
import {IdentifierText} from '../components/identifier_text.tsx';
import {Notice} from '../components/layout.tsx';
import {CodeWay, OtherIdentifierWay} from '../components/other_ways.tsx';
import {StepPage, Way, Ways} from '../components/step_page.tsx';
import {context} from '../context.ts';
import {proofsOf} from '../methods.ts';
import {stepOf} from '../next_step.ts';
import {explainSignIn, signInWithPasskeyOf} from '../passkey_flow.ts';
import {rich, t} from '../phrases.ts';
import {useSteps} from '../steps.ts';
import {useForm} from '../use_form.ts';
import {canUsePasskeys} from '../webauthn.ts';

export function PasskeySignIn({identifier}: {identifier: Identifier}) {
  const steps = useSteps();
  const proofs = proofsOf(context.signInExperience, identifier.type);
  const form = useForm({
    fields: [],
    explain: explainSignIn,
    act: async () => {
      const pause = await signInWithPasskeyOf(identifier);
      if (pause) steps.go(stepOf(pause));
      return pause ? 'staying' : 'leaving';
    },
  });
  return (
    <StepPage
      headline={t('passkey.headline')}
      title={t('passkey.headline')}
      lead={rich('password.text', {identifier: <IdentifierText identifier={identifier} />})}
    >
      {canUsePasskeys() ? (
        <Form form={form} button={t('passkey.button')} />
      ) : (
        <Notice text={t('passkey.unsupported')} />
      )}
      <Ways>
        {proofs.includes('password') && (
          <Way onClick={() => steps.go({name: 'password', identifier})}>{t('code.usePassword')}</Way>
        )}
        <CodeWay identifier={identifier} form={form} />
        <OtherIdentifierWay identifier={identifier} />
      </Ways>
    </StepPage>
  );
}
