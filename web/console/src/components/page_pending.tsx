import {useSyncExternalStore} from 'react';
import {useTranslation} from 'react-i18next';

import {connection} from '../api/connection.ts';
import {DetailWaiting} from './detail_waiting.tsx';
import {ErrorState} from './error_state.tsx';

/** In the place of a page whose code is on its way, which it may be for as long as the server is away. */
export function PagePending() {
  const {t} = useTranslation();
  const isLost = useSyncExternalStore(connection.subscribe, connection.isLost);
  if (!isLost) return <DetailWaiting />;
  return <ErrorState level={1} title={t('error.unreachable')} text={t('error.unreachable_text')} />;
}
