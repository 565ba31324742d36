import {Code} from '@mantine/core';
import type {ParseKeys} from 'i18next';
import {Trans, useTranslation} from 'react-i18next';

/** A phrase with `<code>` in it. */
export function Words({of: key}: {of: ParseKeys<'get_started'>}) {
  const {t} = useTranslation('get_started');
  return <Trans t={t} i18nKey={key} components={{code: <Code />}} />;
}
