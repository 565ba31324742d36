import {useTranslation} from 'react-i18next';

import {PageHeader} from '../../components/page_header.tsx';
import {RouteTabs} from '../../components/route_tabs.tsx';
import {ApplyTab} from './apply_tab.tsx';
import {ExportTab} from './export_tab.tsx';
import {ServerTab} from './server_tab.tsx';

export function TenantPage() {
  const {t} = useTranslation(['tenant', 'common']);
  return (
    <>
      <PageHeader title={t('common:nav.tenant')} description={t('text')} />
      <RouteTabs
        label={t('common:nav.tenant')}
        tabs={[
          {value: 'server', label: t('tab.server'), content: <ServerTab />},
          {value: 'export', label: t('tab.export'), content: <ExportTab />},
          {value: 'apply', label: t('tab.apply'), content: <ApplyTab />},
        ]}
      />
    </>
  );
}
