import {Alert, Button, Group, Modal, Stack, Text, TextInput} from '@mantine/core';
import {useMutation} from '@tanstack/react-query';
import {type ReactNode, useState} from 'react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../api/api_error.ts';
import {useLastShown} from './use_last_shown.ts';

export interface ConfirmDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** what will be gone */
  children: ReactNode;
  /** for things that hurt: must be typed before the button works */
  name?: string;
  action?: string;
  onConfirm: () => Promise<unknown>;
}

export function ConfirmDialog({opened, onClose, ...props}: ConfirmDialogProps) {
  const {title, ...content} = useLastShown(opened, props);
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Content onClose={onClose} {...content} />
    </Modal>
  );
}

function Content({onClose, children, name, action, onConfirm}: Omit<ConfirmDialogProps, 'opened' | 'title'>) {
  const {t} = useTranslation();
  const [typed, setTyped] = useState('');
  const confirm = useMutation({mutationFn: onConfirm, onSuccess: onClose});
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        // A dialog that a form has opened is inside of it, for React.
        event.stopPropagation();
        confirm.mutate();
      }}
    >
      <Stack gap="md">
        <Text component="div" size="sm">
          {children}
        </Text>
        {name !== undefined && (
          <TextInput
            label={t('confirm.type_name', {name})}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        {confirm.isError && (
          <Alert color="red" role="alert">
            {messageOf(confirm.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus={name === undefined || undefined}>
            {t('cancel')}
          </Button>
          <Button
            type="submit"
            color="red"
            disabled={name !== undefined && typed.trim() !== name.trim()}
            loading={confirm.isPending}
          >
            {action ?? t('delete')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
