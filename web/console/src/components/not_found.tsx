import {Button} from '@mantine/core';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {ErrorState} from './error_state.tsx';

export function NotFound() {
  const {t} = useTranslation();
  return (
    <ErrorState title={t('error.no_page')} text={t('error.no_page_text')}>
      <Button variant="default" component={Link} to="/">
        {t('error.home')}
      </Button>
    </ErrorState>
  );
}
