import {ActionIcon, Tooltip} from '@mantine/core';
import {useClipboard} from '@mantine/hooks';
import {IconCheck, IconCopy} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

export function CopyButton({value, label, size = 28}: {value: string; label: string; size?: number}) {
  const {t} = useTranslation();
  const clipboard = useClipboard({timeout: 1500});
  return (
    <Tooltip label={clipboard.copied ? t('copied') : t('copy')} openDelay={clipboard.copied ? 0 : 300}>
      <ActionIcon size={size} data-touch aria-label={t('copy_what', {what: label})} onClick={() => clipboard.copy(value)}>
        {clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} stroke={1.5} />}
      </ActionIcon>
    </Tooltip>
  );
}
