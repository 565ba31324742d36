import {ActionIcon, Code, Group, Tooltip} from '@mantine/core';
import {IconEye, IconEyeOff} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {CopyButton} from './copy_button.tsx';

/** A secret that nobody reads over a shoulder: shown only when asked, copied without being shown. */
export function SecretValue({value, label}: {value: string; label: string}) {
  const {t} = useTranslation();
  const [isShown, setShown] = useState(false);
  const Eye = isShown ? IconEyeOff : IconEye;
  return (
    <Group gap={2} wrap="nowrap" miw={0}>
      <Code style={{overflowWrap: 'anywhere'}}>{isShown ? value : '•'.repeat(16)}</Code>
      <Tooltip label={isShown ? t('hide') : t('show')}>
        <ActionIcon
          size={28}
          data-touch
          aria-pressed={isShown}
          aria-label={t('show_what', {what: label})}
          onClick={() => setShown(!isShown)}
        >
          <Eye size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
      <CopyButton value={value} label={label} />
    </Group>
  );
}
