import {Alert, Button, Group, Modal, Stack} from '@mantine/core';
import {useForm, type UseFormInput, type UseFormReturnType} from '@mantine/form';
import {useMutation} from '@tanstack/react-query';
import {type ReactNode, useState} from 'react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../api/api_error.ts';
import {fieldErrors} from './use_edit_form.ts';
import {useLastShown} from './use_last_shown.ts';

interface Props<Values extends Record<string, unknown>> {
  opened: boolean;
  onClose: () => void;
  title: string;
  initialValues: Values;
  validate?: UseFormInput<Values>['validate'];
  fieldOfCode?: Record<string, string>;
  fieldOfPath?: Record<string, string>;
  action?: string;
  size?: string;
  create: (values: Values) => Promise<unknown>;
  children: (form: UseFormReturnType<Values>) => ReactNode;
}

/** Something new with the fewest fields; whoever opens it goes on to the details in `create`. */
export function CreateDialog<Values extends Record<string, unknown>>(props: Props<Values>) {
  const {opened, onClose, ...rest} = props;
  const {title, size = 'md', ...content} = useLastShown(opened, rest);
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={size}>
      <Content onClose={onClose} {...content} />
    </Modal>
  );
}

function Content<Values extends Record<string, unknown>>({
  onClose,
  initialValues,
  validate,
  fieldOfCode,
  fieldOfPath,
  action,
  create,
  children,
}: Omit<Props<Values>, 'opened' | 'title' | 'size'>) {
  const {t} = useTranslation();
  const [failure, setFailure] = useState<string>();
  const form = useForm<Values>({initialValues, clearInputErrorOnChange: true, ...(validate && {validate})});
  const mutation = useMutation({
    mutationFn: create,
    onMutate: () => setFailure(undefined),
    onSuccess: onClose,
    onError: (error) => {
      const errors = fieldErrors(error, {fieldOfCode, fieldOfPath});
      // Only a field that is here can show it.
      if (errors && Object.keys(errors).every((name) => name.split('.')[0]! in initialValues)) form.setErrors(errors);
      else setFailure(messageOf(error));
    },
  });
  const submit = form.onSubmit((values) => mutation.mutate(values));
  return (
    <form
      onSubmit={(event) => {
        // A dialog that a form has opened is inside of it, for React.
        event.stopPropagation();
        submit(event);
      }}
      noValidate
    >
      <Stack gap="md">
        {children(form)}
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={mutation.isPending}>
            {action ?? t('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
