import {ActionIcon, Group, Tooltip, useComputedColorScheme} from '@mantine/core';
import {useDebouncedValue} from '@mantine/hooks';
import {IconDeviceDesktop, IconDeviceMobile, IconMoon, IconSun} from '@tabler/icons-react';
import {useMemo, useState, type ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {styleNonce} from '../context.ts';
import {toMailDocument, toPlainDocument} from './mail_document.ts';
import classes from './mail_frame.module.css';

interface Props {
  title: string;
  /** one of them; HTML comes first */
  html?: string | undefined;
  text?: string | undefined;
  height?: number;
  /** beside the switches */
  children?: ReactNode;
}

/** A mail as its reader sees it: in a frame without scripts, links and pictures from elsewhere. */
export function MailFrame({title, html, text, height = 520, children}: Props) {
  const {t} = useTranslation();
  const scheme = useComputedColorScheme('light', {getInitialValueInEffect: false});
  const [isDark, setDark] = useState(scheme === 'dark');
  const [isNarrow, setNarrow] = useState(false);
  // Not for every letter of a mail that is being written.
  const [mail] = useDebouncedValue(html ?? text ?? '', 150);
  const isHtml = html !== undefined;
  const source = useMemo(() => {
    const toDocument = isHtml ? toMailDocument : toPlainDocument;
    return toDocument(mail, {isDark, nonce: styleNonce});
  }, [mail, isHtml, isDark]);
  const Theme = isDark ? IconSun : IconMoon;
  const Device = isNarrow ? IconDeviceDesktop : IconDeviceMobile;
  const theme = t(isDark ? 'mail.light' : 'mail.dark');
  const device = t(isNarrow ? 'mail.wide' : 'mail.narrow');
  return (
    <div>
      <Group gap="xs" justify="space-between" mb="xs">
        <div>{children}</div>
        <Group gap={2} wrap="nowrap">
          <Tooltip label={device}>
            <ActionIcon size={30} aria-label={device} visibleFrom="sm" onClick={() => setNarrow(!isNarrow)}>
              <Device size={18} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={theme}>
            <ActionIcon size={30} aria-label={theme} onClick={() => setDark(!isDark)}>
              <Theme size={18} stroke={1.5} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      <div className={isNarrow ? classes['narrow'] : undefined}>
        <iframe
          // A frame that is given another document makes an entry for Back; a new frame does not.
          key={source}
          // Of its own: no origin, no scripts, no forms, no windows.
          sandbox=""
          title={title}
          srcDoc={source}
          className={classes['frame']}
          data-dark={isDark || undefined}
          style={{height}}
        />
      </div>
    </div>
  );
}
