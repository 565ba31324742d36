import {useTranslation} from 'react-i18next';

import {PageHeader} from '../../components/page_header.tsx';
import {LogList} from './log_list.tsx';

export function LogsPage() {
  const {t} = useTranslation(['logs', 'common']);
  return (
    <>
      <PageHeader title={t('common:nav.logs')} description={t('text')} />
      <LogList />
    </>
  );
}
