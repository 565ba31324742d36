import {useTranslation} from 'react-i18next';

import {PageHeader} from '../../components/page_header.tsx';
import {RouteTabs} from '../../components/route_tabs.tsx';
import {ConnectorsTab} from './connectors_tab.tsx';
import {MessagesTab} from './messages_tab.tsx';

export function ConnectorsPage() {
  const {t} = useTranslation(['connectors', 'common']);
  return (
    <>
      <PageHeader title={t('common:nav.connectors')} description={t('text')} />
      <RouteTabs
        label={t('common:nav.connectors')}
        tabs={[
          {value: 'connectors', label: t('tab.connectors'), content: <ConnectorsTab />},
          {value: 'messages', label: t('tab.messages'), content: <MessagesTab />},
        ]}
      />
    </>
  );
}
