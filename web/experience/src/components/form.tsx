import type {ReactNode} from 'react';

import type {StepForm} from '../use_form.ts';
import {FailureNotice} from './failure.tsx';
import {SubmitButton} from './layout.tsx';

export const Form = ({form, button, children}: {form: StepForm; button: string; children?: ReactNode}) => (
  <form noValidate onSubmit={form.onSubmit}>
    <FailureNotice failure={form.failure} attempt={form.attempt} />
    {children}
    <SubmitButton busy={form.busy}>{button}</SubmitButton>
  </form>
);
