import type {Identifier} from '../api.ts';
import {t} from '../phrases.ts';
import {useSteps} from '../steps.ts';
import {passkeyEntry} from '../use_passkey_entry.ts';
import {Way} from './step_page.tsx';

/** From another proof of the identifier to its passkey, where there can be one. */
export function PasskeyWay({identifier}: {identifier: Identifier}) {
  const steps = useSteps();
  if (!passkeyEntry()) return null;
  return <Way onClick={() => steps.go({name: 'sign-in-passkey', identifier})}>{t('passkey.usePasskey')}</Way>;
}
