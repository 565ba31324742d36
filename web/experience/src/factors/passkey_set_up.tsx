// A passkey is made: as a second step, or to sign in with from now on.
import {Form} from '../components/form.tsx';
import {Notice} from '../components/layout.tsx';
import {StepPage, Ways} from '../components/step_page.tsx';
import * as api from '../api.ts';
import {context} from '../context.ts';
import {rememberPasskey} from '../passkey_memory.ts';
import type {AnyDemandPause, DemandPause} from '../pause.ts';
import {sentences, t} from '../phrases.ts';
import {canUsePasskeys, createPasskey} from '../webauthn.ts';
import {reasonOf} from './account.tsx';
import {keepPasskey, loadCreationOptions, verifyAttestation} from './api.ts';
import {explainLate} from './explain_late.ts';
import {OtherThan, Skip} from './skip.tsx';
import {useDemand} from './use_demand.ts';
import {useOnce} from './use_once.ts';

/** Makes one with the browser and has the server check it; gives the ID that it can be kept by. */
async function make(): Promise<string> {
  const {verificationId, registrationOptions} = await loadCreationOptions();
  const payload = await createPasskey(registrationOptions);
  const verified = await verifyAttestation(verificationId, payload);
  rememberPasskey();
  return verified.verificationId;
}

function useMaking(pause: AnyDemandPause, keep: (verificationId: string) => Promise<void>) {
  // What was made is not made again where only the line failed after it.
  const made = useOnce(make);
  return useDemand(pause, async () => keep(await made.get()), {explain: explainLate, onError: made.forgetIfRefused});
}

const Unsupported = () => (canUsePasskeys() ? null : <Notice text={t('passkey.unsupported')} />);

export function PasskeySetUp({pause}: {pause: DemandPause<'bind'>}) {
  const form = useMaking(pause, (id) => api.bindFactor('WebAuthn', id));
  return (
    <StepPage headline={t('twoStep.setUpPasskey')} title={t('twoStep.setUpPasskey')} lead={sentences(reasonOf(pause), t('twoStep.setUpPasskeyText'))}>
      <Unsupported />
      {canUsePasskeys() && (
        <Form form={form} button={t('passkey.createButton')}>
          <p className="fine-print">{t('passkey.ownDevice')}</p>
        </Form>
      )}
      <OtherThan pause={pause} isBusy={form.busy} />
    </StepPage>
  );
}

/** Somebody registers with a username alone: without a passkey, nothing could open the account again. */
const isOnlyWayIn = ({progress}: AnyDemandPause) =>
  progress.event === 'Register' && progress.verificationId === undefined && !context.signInExperience.signUp.password;

export function CreatePasskey({pause}: {pause: DemandPause<'passkey'>}) {
  const form = useMaking(pause, keepPasskey);
  const isOnly = isOnlyWayIn(pause);
  return (
    <StepPage
      headline={t('passkey.create')}
      title={t('passkey.create')}
      lead={t(isOnly ? 'passkey.createOnly' : 'passkey.createText')}
    >
      <Unsupported />
      {canUsePasskeys() && (
        <Form form={form} button={t('passkey.createButton')}>
          <p className="fine-print">{t('passkey.ownDevice')}</p>
        </Form>
      )}
      {!isOnly && (
        <Ways>
          <Skip pause={pause} answer="passkey-skipped" isBusy={form.busy} />
        </Ways>
      )}
    </StepPage>
  );
}
