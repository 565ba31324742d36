import {Button} from '@mantine/core';
import type {ErrorComponentProps} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../api/api_error.ts';
import {ErrorState} from './error_state.tsx';

/** The page itself broke; or its code is gone because the server was renewed meanwhile. */
export function PageError({error}: ErrorComponentProps) {
  const {t} = useTranslation();
  return (
    <ErrorState level={1} title={t('error.failed')} text={messageOf(error)}>
      <Button onClick={() => location.reload()}>{t('error.reload')}</Button>
    </ErrorState>
  );
}
