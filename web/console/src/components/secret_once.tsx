import {Button, Group, Modal, Stack, Text} from '@mantine/core';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {CopyField} from './copy_field.tsx';
import {useLastShown} from './use_last_shown.ts';

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
export function SecretOnce({onClose, ...props}: Props) {
  const isShown = props.value !== undefined;
  const {value, title, label, children} = useLastShown(isShown, props);
  const {t} = useTranslation();
  return (
    <Modal
      opened={isShown}
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
