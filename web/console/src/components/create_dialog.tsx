import {Alert, Button, Group, Modal, Stack, Text} from '@mantine/core';
import {useForm, type UseFormInput, type UseFormReturnType} from '@mantine/form';
import {useMutation} from '@tanstack/react-query';
import {type ReactNode, useRef, useState} from 'react';
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
  const isDirty = useRef(false);
  const [isLeaving, setLeaving] = useState(false);
  const close = () => {
    isDirty.current = false;
    setLeaving(false);
    onClose();
  };
  // Escape or a click beside the dialog must not throw away what was typed.
  const leave = () => (isDirty.current ? setLeaving(true) : close());
  return (
    <Modal opened={opened} onClose={leave} title={title} size={size}>
      <Content
        {...content}
        onClose={close}
        onChange={(dirty) => (isDirty.current = dirty)}
        question={isLeaving && <LeaveQuestion onStay={() => setLeaving(false)} onLeave={close} />}
      />
    </Modal>
  );
}

function LeaveQuestion({onStay, onLeave}: {onStay: () => void; onLeave: () => void}) {
  const {t} = useTranslation();
  return (
    <Alert color="yellow" role="alert" title={t('unsaved.discard_title')}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t('unsaved.discard_text')}</Text>
        <Group gap="xs" ml="auto">
          <Button variant="default" size="compact-sm" onClick={onStay} ref={(button) => button?.focus()}>
            {t('unsaved.stay')}
          </Button>
          <Button color="red" size="compact-sm" onClick={onLeave}>
            {t('unsaved.discard')}
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}

interface ContentProps<Values extends Record<string, unknown>> extends Omit<Props<Values>, 'opened' | 'title' | 'size'> {
  onChange: (isDirty: boolean) => void;
  question: ReactNode;
}

/** A dialog begins in its first field, not at the button that closes it. */
function markFirstField(form: HTMLFormElement | null) {
  if (!form || form.querySelector('[data-autofocus]')) return;
  form.querySelector('input:not([type=hidden], [readonly]), textarea')?.setAttribute('data-autofocus', 'true');
}

function Content<Values extends Record<string, unknown>>(props: ContentProps<Values>) {
  const {onClose, onChange, question, initialValues, validate, fieldOfCode, fieldOfPath, action, create, children} = props;
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
  onChange(form.isDirty());
  return (
    <form
      ref={markFirstField}
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
        {question}
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
