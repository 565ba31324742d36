import {useTranslation} from 'react-i18next';

import {PageHeader} from '../../components/page_header.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {RouteTabs} from '../../components/route_tabs.tsx';
import type {Tenant} from '../../session/session.ts';
import {useMfaExperience} from './data.ts';
import {MfaForm} from './mfa_form.tsx';

/** Second factors: of the users, and of those who administer. */
export function MfaPage() {
  const {t} = useTranslation(['mfa', 'common']);
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} />
      <RouteTabs
        label={t('title')}
        tabs={[
          {value: 'users', label: t('common:nav.users'), content: <Settings tenant="default" />},
          {value: 'administrators', label: t('common:nav.administrators'), content: <Settings tenant="admin" />},
        ]}
      />
    </>
  );
}

function Settings({tenant}: {tenant: Tenant}) {
  const {data, error, refetch} = useMfaExperience(tenant);
  if (data) return <MfaForm tenant={tenant} experience={data} />;
  return error && <QueryError error={error} retry={() => void refetch()} />;
}
