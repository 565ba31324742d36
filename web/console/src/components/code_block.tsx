import {Group, Text} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import classes from './code_block.module.css';
import {CopyButton} from './copy_button.tsx';

interface Props {
  /** the file that it goes into, or what it is */
  title: string;
  code: string;
  /** shown as dots, and copied as it is */
  secret?: string | undefined;
}

/** Code to be taken elsewhere. */
export function CodeBlock({title, code, secret}: Props) {
  const {t} = useTranslation();
  const shown = secret ? code.replaceAll(secret, '•'.repeat(16)) : code;
  return (
    <figure className={classes['block']} aria-label={title}>
      <Group component="figcaption" justify="space-between" wrap="nowrap" className={classes['title']!}>
        <Text size="xs" ff="monospace" truncate>
          {title}
        </Text>
        <CopyButton value={code} label={title} size={24} />
      </Group>
      {/* Long lines scroll, with the keyboard as well. */}
      <pre className={classes['code']} tabIndex={0} aria-label={t('code')}>
        {shown}
      </pre>
    </figure>
  );
}
