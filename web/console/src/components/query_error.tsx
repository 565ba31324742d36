import {Button} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {ApiError, messageOf} from '../api/api_error.ts';
import {ErrorState} from './error_state.tsx';

interface Props {
  error: unknown;
  retry: () => void;
  /** 1 where it is the whole page */
  level?: 1 | 2;
}

/** Why data cannot be shown: what the status says, then the server's own words. */
export function QueryError({error, retry, level = 2}: Props) {
  const {t} = useTranslation();
  const kind = kindOf(error);
  return (
    <ErrorState
      level={level}
      title={t(`error.${kind}`)}
      text={kind === 'unreachable' ? t('error.unreachable_text') : messageOf(error)}
    >
      {kind !== 'not_found' && (
        <Button variant="default" onClick={retry}>
          {t('error.retry')}
        </Button>
      )}
    </ErrorState>
  );
}

function kindOf(error: unknown) {
  if (!(error instanceof ApiError)) return 'failed';
  if (error.isUnreachable) return 'unreachable';
  if (error.status === 403) return 'forbidden';
  if (error.status === 404) return 'not_found';
  return 'failed';
}
