import {Loader} from '@mantine/core';
import {useSyncExternalStore} from 'react';
import {useTranslation} from 'react-i18next';

import {connection} from '../api/connection.ts';
import classes from './connection_banner.module.css';

export function ConnectionBanner() {
  const {t} = useTranslation();
  const isLost = useSyncExternalStore(connection.subscribe, connection.isLost);
  return (
    <div role="status" className={classes['place']}>
      {isLost && (
        <div className={classes['banner']}>
          <Loader size={12} color="currentColor" aria-hidden />
          {t('error.lost')}
        </div>
      )}
    </div>
  );
}
