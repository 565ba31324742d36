// The newest sign-ins of the account, and "this wasn't me".
import {useState} from 'react';

import {sentences} from '../../phrases.ts';
import {reportSignIn, type SignInView} from '../api.ts';
import {ConfirmDialog} from '../components/confirm_dialog.tsx';
import {Action, Nothing, Row, Rows} from '../components/rows.tsx';
import {say} from '../components/toast.tsx';
import {isEditable} from '../controls.ts';
import {at, formatTime} from '../phrases.ts';
import {navigate} from '../route.ts';
import {describeAgent, placeOf} from '../visits.ts';

const shownAtFirst = 5;

/** Everyone else is signed out; a new password is chosen now. */
async function report({id}: SignInView) {
  await reportSignIn(id);
  say(at('signIns.reported'));
  if (isEditable('password')) navigate('/password');
}

function SignInRow({signIn, onReport}: {signIn: SignInView; onReport: () => void}) {
  const {name, Icon} = describeAgent(signIn.userAgent);
  const time = formatTime(signIn.signedInAt);
  const place = placeOf(signIn.city, signIn.country) || signIn.ip || '';
  return (
    <Row
      icon={<Icon />}
      label={signIn.applicationName ? at('signIns.to', {name, application: signIn.applicationName}) : name}
      actions={
        isEditable('session') && (
          <Action about={time} kind="danger" onClick={onReport}>
            {at('signIns.report')}
          </Action>
        )
      }
    >
      <span className="ac-none">{sentences(time, place)}</span>
    </Row>
  );
}

export function SignIns({signIns}: {signIns: SignInView[]}) {
  const [showsAll, setShowsAll] = useState(false);
  const [reported, setReported] = useState<SignInView>();
  const shown = showsAll ? signIns : signIns.slice(0, shownAtFirst);
  return (
    <>
      {signIns.length === 0 ? (
        <Nothing>{at('signIns.none')}</Nothing>
      ) : (
        <Rows>
          {shown.map((signIn) => (
            <SignInRow key={signIn.id} signIn={signIn} onReport={() => setReported(signIn)} />
          ))}
        </Rows>
      )}
      {shown.length < signIns.length && (
        <button type="button" className="ac-action" onClick={() => setShowsAll(true)}>
          {at('signIns.more')}
        </button>
      )}
      {reported && (
        <ConfirmDialog
          title={at('signIns.reportTitle')}
          text={at('signIns.reportText')}
          button={at('signIns.reportButton')}
          act={() => report(reported)}
          onClose={() => setReported(undefined)}
        />
      )}
    </>
  );
}
