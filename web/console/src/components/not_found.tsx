import {Button} from '@mantine/core';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {ErrorState} from './error_state.tsx';
import {useTitle} from './use_title.ts';

export function NotFound() {
  const {t} = useTranslation();
  useTitle(t('error.no_page'));
  return (
    <ErrorState level={1} title={t('error.no_page')} text={t('error.no_page_text')}>
      <Button variant="default" component={Link} to="/">
        {t('error.home')}
      </Button>
    </ErrorState>
  );
}
