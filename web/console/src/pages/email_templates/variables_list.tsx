import {Code, Group, Text, Tooltip, UnstyledButton} from '@mantine/core';
import {useClipboard} from '@mantine/hooks';
import {useTranslation} from 'react-i18next';

import type {UsageType} from '../messages/usage_name.tsx';
import {variablesOf} from './variables.ts';

/** What a mail of the kind may take from the moment it is sent; a click copies. */
export function Variables({type}: {type: UsageType}) {
  const {t} = useTranslation('email_templates');
  return (
    <>
      <Text size="sm">{t('variables')}</Text>
      <Group gap={6} mt="xs">
        {variablesOf(type).map((name) => (
          <Variable key={name} name={`{{${name}}}`} />
        ))}
      </Group>
    </>
  );
}

function Variable({name}: {name: string}) {
  const {t} = useTranslation('common');
  const clipboard = useClipboard({timeout: 1500});
  return (
    <Tooltip label={clipboard.copied ? t('copied') : t('copy')}>
      <UnstyledButton aria-label={t('copy_what', {what: name})} onClick={() => clipboard.copy(name)}>
        <Code>{name}</Code>
      </UnstyledButton>
    </Tooltip>
  );
}
