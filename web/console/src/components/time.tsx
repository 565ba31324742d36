import {Text, Tooltip} from '@mantine/core';
import {useTranslation} from 'react-i18next';

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

function relative(at: number, language: string): string {
  const seconds = (at - Date.now()) / 1000;
  const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const);
  const format = new Intl.RelativeTimeFormat(language, {numeric: 'auto'});
  return unit === 'second' ? format.format(0, 'second') : format.format(Math.trunc(seconds / length), unit);
}

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
        {form === 'relative' ? relative(at, language) : formatTime(at, language)}
      </Text>
    </Tooltip>
  );
}
