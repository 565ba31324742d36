import {useState} from 'react';

import {FailureNotice} from '../../components/failure.tsx';
import {changeFactorSettings, type FactorSettings} from '../api.ts';
import {Shield} from '../components/icons.tsx';
import {Action, Row} from '../components/rows.tsx';
import {say} from '../components/toast.tsx';
import {context} from '../context.ts';
import {isEditable} from '../controls.ts';
import {at} from '../phrases.ts';
import {useTask} from '../use_task.ts';

/** Whether signing in asks for a second step; where the tenant insists, there is nothing to choose. */
export function SecondStepSwitch({settings}: {settings: FactorSettings}) {
  const [isOff, setOff] = useState(settings.skipMfaOnSignIn);
  const isDemanded = context.signInExperience.mfa?.policy === 'Mandatory';
  const form = useTask({
    fields: [],
    act: async () => {
      const {skipMfaOnSignIn} = await changeFactorSettings({skipMfaOnSignIn: !isOff});
      setOff(skipMfaOnSignIn);
      say(at(skipMfaOnSignIn ? 'security.stepOffDone' : 'security.stepOnDone'));
      return 'staying';
    },
  });
  const label = at('security.stepSwitch');
  return (
    <Row
      icon={<Shield />}
      label={label}
      actions={
        isEditable('mfa') &&
        !isDemanded && (
          <Action about={label} onClick={() => void form.submit()}>
            {at(isOff ? 'security.turnOn' : 'security.turnOff')}
          </Action>
        )
      }
    >
      <FailureNotice failure={form.failure} attempt={form.attempt} />
      <span className="ac-none">
        {at(isDemanded ? 'security.stepDemanded' : isOff ? 'security.stepOff' : 'security.stepOn')}
      </span>
    </Row>
  );
}
