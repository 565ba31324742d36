import {Button, Group, Modal, Stack, Text} from '@mantine/core';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {CopyField} from './copy_field.tsx';

interface Props {
  /** undefined: there is nothing to show */
  value: string | undefined;
  onClose: () => void;
  title: string;
  label: string;
  /** why it will not be seen again, and what to do with it */
  children: ReactNode;
}

/** A secret that was made just now. It goes away with a button only, not with a click beside it. */
export function SecretOnce({value, onClose, title, label, children}: Props) {
  const {t} = useTranslation();
  return (
    <Modal
      opened={value !== undefined}
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack gap="md">
        <Text size="sm">{children}</Text>
        <CopyField label={label} value={value ?? ''} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
