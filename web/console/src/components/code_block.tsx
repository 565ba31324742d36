import {Button, Group, Text} from '@mantine/core';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import classes from './code_block.module.css';
import {CopyButton} from './copy_button.tsx';
import {highlight} from './highlight.ts';

interface Props {
  /** the file that it goes into, or what it is */
  title: string;
  code: string;
  /** shown as dots, and copied as it is */
  secret?: string | undefined;
  /** beside the title */
  note?: string | undefined;
}

const mostLines = 22;

/** Code to be taken elsewhere. */
export function CodeBlock({title, code, secret, note}: Props) {
  const {t} = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const isLong = code.split('\n').length > mostLines;
  const shown = secret ? code.replaceAll(secret, '•'.repeat(16)) : code;
  const label = note ? `${title} (${note})` : title;
  // A command says itself what is copied.
  const copied = title === 'shell' && !code.includes('\n') ? code : label;
  return (
    <figure className={classes['block']} aria-label={label}>
      <Group component="figcaption" justify="space-between" wrap="nowrap" className={classes['title']!}>
        <Text size="xs" truncate>
          <span className={classes['path']}>{title}</span>
          {note && <span className={classes['note']}>{note}</span>}
        </Text>
        <CopyButton value={code} label={copied} />
      </Group>
      {/* Long lines scroll, with the keyboard as well. */}
      <pre className={classes['code']} data-cut={(isLong && !isWhole) || undefined} tabIndex={0} aria-label={t('code')}>
        {highlight(shown, title).map(({kind, text}, index) =>
          kind ? (
            <span key={index} data-kind={kind}>
              {text}
            </span>
          ) : (
            text
          ),
        )}
      </pre>
      {isLong && (
        <Button variant="subtle" size="compact-sm" fullWidth onClick={() => setWhole(!isWhole)} aria-expanded={isWhole}>
          {isWhole ? t('code_less') : t('code_more')}
        </Button>
      )}
    </figure>
  );
}
