// A form of the account center: its refusals in this center's words; going back from a confirmation says nothing.
import {type PlainOptions, usePlainForm} from '../use_plain_form.ts';
import {explain} from './errors.ts';
import {Cancelled} from './step_up.ts';

export const useTask = (options: Omit<PlainOptions, 'explain'>) =>
  usePlainForm({
    ...options,
    explain,
    onError: (error) => options.onError?.(error) === true || error instanceof Cancelled,
  });

export type Task = ReturnType<typeof useTask>;
