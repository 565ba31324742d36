import {useTranslation} from 'react-i18next';

import {PageHeader} from '../../components/page_header.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {CenterForm} from './center_form.tsx';
import {useAccountCenter} from './data.ts';

/** What users can do with their own account, at /account and through the Account API. */
export function AccountCenterPage() {
  const {t} = useTranslation('account_center');
  const {data, error, refetch} = useAccountCenter();
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} />
      {data ? <CenterForm center={data} /> : error && <QueryError error={error} retry={() => void refetch()} />}
    </>
  );
}
