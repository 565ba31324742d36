import {useTranslation} from 'react-i18next';

import {PageHeader} from '../../components/page_header.tsx';
import {RouteTabs} from '../../components/route_tabs.tsx';
import {CookieKeysTab} from './cookie_keys_tab.tsx';
import {IdTokenTab} from './id_token_tab.tsx';
import {PrivateKeysTab} from './private_keys_tab.tsx';

export function KeysPage() {
  const {t} = useTranslation(['keys', 'common']);
  return (
    <>
      <PageHeader title={t('common:nav.keys')} description={t('text')} />
      <RouteTabs
        label={t('common:nav.keys')}
        tabs={[
          {value: 'tokens', label: t('tab.tokens'), content: <PrivateKeysTab />},
          {value: 'cookies', label: t('tab.cookies'), content: <CookieKeysTab />},
          {value: 'id-token', label: t('tab.id_token'), content: <IdTokenTab />},
        ]}
      />
    </>
  );
}
