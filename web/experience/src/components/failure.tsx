import type {ReactNode} from 'react';

import type {Failure} from '../errors.ts';
import {Notice} from './layout.tsx';

/** A refusal that is about no single field. `attempt` makes a repeated one be read out again. */
export const FailureNotice = ({failure, attempt}: {failure: Failure | undefined; attempt: number}) =>
  failure && !failure.field ? <Notice key={attempt} text={failure.text} /> : null;

/** A refusal for the place below its field. */
export const fieldError = ({text, hints}: Failure): ReactNode =>
  hints ? (
    <>
      {text}
      <ul>
        {hints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
    </>
  ) : (
    text
  );
