import {useTranslation} from 'react-i18next';

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Seconds in words: 5400 is "1 hour, 30 minutes". */
export function formatDuration(seconds: number, language: string): string {
  let rest = seconds;
  const parts = units.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest %= size;
    return count > 0 ? [new Intl.NumberFormat(language, {style: 'unit', unit, unitDisplay: 'long'}).format(count)] : [];
  });
  return new Intl.ListFormat(language, {type: 'unit'}).format(parts);
}

export function useDuration() {
  const {i18n} = useTranslation();
  return (seconds: number) => formatDuration(seconds, i18n.language);
}
