import './factors.css';

import type {FactorStep} from '../steps.ts';
import {BackupCodes} from './backup_codes.tsx';
import {ChooseFactor} from './choose_factor.tsx';
import {Onboarding} from './onboarding.tsx';
import {CreatePasskey, PasskeySetUp} from './passkey_set_up.tsx';
import {PasskeySignIn} from './passkey_sign_in.tsx';
import {AddressSetUp} from './address_set_up.tsx';
import {TotpSetUp} from './totp_set_up.tsx';
import {BackupCodeVerification, CodeVerification, PasskeyVerification, TotpVerification} from './verification.tsx';

type Of<Name extends FactorStep['name']> = Extract<FactorStep, {name: Name}>;

function SetUp(step: Of<'mfa-binding'>) {
  const {pause, factor} = step;
  const isTaken = step.isTaken ?? false;
  switch (factor) {
    case 'Totp':
      return <TotpSetUp pause={pause} />;
    case 'WebAuthn':
      return <PasskeySetUp pause={pause} />;
    case 'EmailVerificationCode':
      return <AddressSetUp pause={pause} factor={factor} isTaken={isTaken} type="email" />;
    case 'PhoneVerificationCode':
      return <AddressSetUp pause={pause} factor={factor} isTaken={isTaken} type="phone" />;
    default:
      return <ChooseFactor pause={pause} />;
  }
}

function Verification(step: Of<'mfa-verification'>) {
  switch (step.factor) {
    case 'Totp':
      return <TotpVerification {...step} />;
    case 'WebAuthn':
      return <PasskeyVerification {...step} />;
    case 'BackupCode':
      return <BackupCodeVerification {...step} />;
    case 'EmailVerificationCode':
      return <CodeVerification {...step} type="email" />;
    case 'PhoneVerificationCode':
      return <CodeVerification {...step} type="phone" />;
  }
}

export function Pages({step}: {step: FactorStep}) {
  switch (step.name) {
    case 'mfa-onboarding':
      return <Onboarding pause={step.pause} />;
    case 'mfa-binding':
      return <SetUp {...step} />;
    case 'mfa-verification':
      return <Verification {...step} />;
    case 'backup-codes':
      return <BackupCodes pause={step.pause} />;
    case 'create-passkey':
      return <CreatePasskey pause={step.pause} />;
    case 'sign-in-passkey':
      return <PasskeySignIn identifier={step.identifier} />;
  }
}
