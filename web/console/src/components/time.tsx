import {Text, Tooltip} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {relativeTime} from './relative_time.ts';

export const formatTime = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, {dateStyle: 'medium', timeStyle: 'short'}).format(at);

const exact = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, {dateStyle: 'full', timeStyle: 'long'}).format(at);

/** A moment in the reader's zone, with everything about it on hover. `at` in milliseconds. */
export function Time({at, form = 'absolute'}: {at: number | null | undefined; form?: 'absolute' | 'relative'}) {
  const {i18n} = useTranslation();
  if (at === null || at === undefined) return <>–</>;
  const {language} = i18n;
  return (
    <Tooltip label={exact(at, language)} events={{hover: true, focus: true, touch: true}}>
      <Text component="time" inherit dateTime={new Date(at).toISOString()} style={{whiteSpace: 'nowrap'}}>
        {form === 'relative' ? relativeTime(at, language) : formatTime(at, language)}
      </Text>
    </Tooltip>
  );
}
