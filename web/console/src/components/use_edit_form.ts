// A form over something that is stored: knows what differs, saves it, and puts a refusal where it belongs.
import {useForm, type FormErrors, type UseFormInput} from '@mantine/form';
import {notifications} from '@mantine/notifications';
import {useMutation} from '@tanstack/react-query';
import {useEffect, useState} from 'react';
import {useTranslation} from 'react-i18next';

import {i18n} from '../i18n.ts';
import {ApiError, fieldOf, messageOf} from '../api/api_error.ts';

interface Options<Values extends Record<string, unknown>> {
  /** what is stored; a new one replaces the form's values while nothing is being edited */
  stored: Values;
  validate?: UseFormInput<Values>['validate'];
  save: (values: Values) => Promise<unknown>;
  /** fields that errors are about, by error code; the details of a refusal are understood without */
  fieldOfCode?: Record<string, string>;
  /** where a form's field is called otherwise than the API's */
  fieldOfPath?: Record<string, string>;
  /** for refusals that name their fields in a way of their own */
  errorsOf?: (error: ApiError) => FormErrors | undefined;
}

export function useEditForm<Values extends Record<string, unknown>>(options: Options<Values>) {
  const {stored, validate, save} = options;
  const {t} = useTranslation();
  const [failure, setFailure] = useState<string>();
  const form = useForm<Values>({
    initialValues: stored,
    validateInputOnBlur: true,
    clearInputErrorOnChange: true,
    ...(validate && {validate}),
  });

  const text = JSON.stringify(stored);
  useEffect(() => {
    const values = JSON.parse(text) as Values;
    const isDirty = form.isDirty();
    form.setInitialValues(values);
    if (!isDirty) form.setValues(values);
    // The form's functions are new in every render; what is stored is not.
  }, [text]);

  const mutation = useMutation({
    mutationFn: save,
    onMutate: () => setFailure(undefined),
    onSuccess: (_, values) => {
      form.resetDirty(values);
      notifications.show({message: t('saved')});
    },
    onError: (error) => {
      const errors = fieldErrors(error, options);
      if (!errors) return setFailure(messageOf(error));
      form.setErrors(errors);
      focusFirstError();
    },
  });

  const discard = () => {
    form.reset();
    setFailure(undefined);
  };
  const submit = form.onSubmit((values) => mutation.mutate(values), focusFirstError);
  return {form, submit, discard, failure, isSaving: mutation.isPending, isDirty: form.isDirty()};
}

export type EditForm = Pick<ReturnType<typeof useEditForm>, 'submit' | 'discard' | 'failure' | 'isSaving' | 'isDirty'>;

/** Undefined if the error is about no field. */
export function fieldErrors(
  error: unknown,
  {fieldOfCode = {}, fieldOfPath = {}, errorsOf}: Pick<Options<never>, 'fieldOfCode' | 'fieldOfPath' | 'errorsOf'>,
): FormErrors | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const own = errorsOf?.(error);
  if (own) return own;
  const path = fieldOf(error);
  const field = fieldOfCode[error.code] ?? (path && (fieldOfPath[path] ?? path));
  if (!field) return undefined;
  // The details name the field, as its place in the page does; what is left says what is wrong.
  const reason = error.details?.replace(/^body\.\S+\s/, '');
  const isShape = error.code === 'guard.invalid_input' && reason;
  return {[field]: isShape ? i18n.t('common:field.refused', {reason}) : messageOf(error)};
}

function focusFirstError() {
  // After React has drawn the errors.
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
