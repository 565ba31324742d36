import {ActionIcon, Modal} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconCode} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {CodeEditor, formatObject} from '../../components/code_editor.tsx';

/** Shows what the provider has said about the account. */
export function IdentityDetails({name, value}: {name: string; value: Record<string, unknown>}) {
  const {t} = useTranslation('users');
  const [isOpen, {open, close}] = useDisclosure(false);
  return (
    <>
      <ActionIcon aria-label={t('identities.show', {name})} onClick={open}>
        <IconCode size={16} stroke={1.5} />
      </ActionIcon>
      <Modal opened={isOpen} onClose={close} title={t('identities.show', {name})} size="lg">
        <CodeEditor label={t('identities.details')} value={formatObject(value)} readOnly onChange={() => undefined} />
      </Modal>
    </>
  );
}
