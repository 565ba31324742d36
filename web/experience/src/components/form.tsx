import type {ReactNode} from 'react';

import type {PlainForm} from '../use_plain_form.ts';
import {FailureNotice} from './failure.tsx';
import {SubmitButton} from './layout.tsx';

interface Props {
  form: PlainForm;
  button: string;
  /** puts the button among others; without it, it stands below the fields */
  place?: (submit: ReactNode) => ReactNode;
  children?: ReactNode;
}

/** The form of every page and dialog: what went wrong, the fields, and the button that sends them. */
export const Form = ({form, button, place = (submit) => submit, children}: Props) => (
  <form noValidate onSubmit={form.onSubmit}>
    <FailureNotice failure={form.failure} attempt={form.attempt} />
    {children}
    {place(<SubmitButton busy={form.busy}>{button}</SubmitButton>)}
  </form>
);
