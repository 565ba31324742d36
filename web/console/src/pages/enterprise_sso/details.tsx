import {Badge, Group} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {useNavigate, useParams} from '@tanstack/react-router';
import type {TFunction} from 'i18next';
import {useTranslation} from 'react-i18next';

import {DeleteMenu} from '../../components/delete_menu.tsx';
import {DependentUsers} from '../../components/dependent_users.tsx';
import {DetailPage, type DetailTab} from '../../components/detail_page.tsx';
import {IdChip} from '../../components/id_chip.tsx';
import type {SsoConnector} from '../../data/sso_connectors.ts';
import {AccountsTab} from './accounts_tab.tsx';
import {AppearanceTab} from './appearance_tab.tsx';
import {isSaml} from './connection.ts';
import {ConnectionTab} from './connection_tab.tsx';
import {countDependentUsers, deleteSsoConnector, ssoConnectorKey, useSsoConnector} from './data.ts';
import {DomainsTab} from './domains_tab.tsx';
import {IdpInitiatedTab} from './idp_initiated_tab.tsx';
import {ConnectorNotices} from './notices.tsx';
import {ProviderLogo} from './provider_logo.tsx';
import {SigningKeysTab} from './signing_keys_tab.tsx';
import {TestSignIn} from './test_sign_in.tsx';

function tabsOf(connector: SsoConnector, t: TFunction<['enterprise_sso', 'common']>): DetailTab[] {
  const {id, providerName} = connector;
  return [
    {value: 'connection', label: t('tab.connection'), content: <ConnectionTab key={id} connector={connector} />},
    {value: 'domains', label: t('domains.title'), content: <DomainsTab connector={connector} />},
    {value: 'appearance', label: t('tab.appearance'), content: <AppearanceTab connector={connector} />},
    {value: 'accounts', label: t('tab.accounts'), content: <AccountsTab connector={connector} />},
    ...(isSaml(providerName)
      ? [
          {value: 'keys', label: t('keys.title'), content: <SigningKeysTab connector={connector} />},
          {value: 'idp-initiated', label: t('tab.idp'), content: <IdpInitiatedTab key={id} connector={connector} />},
        ]
      : []),
  ];
}

export function SsoConnectorDetails() {
  const {t} = useTranslation(['enterprise_sso', 'common']);
  const {id} = useParams({from: '/shell/enterprise-sso/$id/{-$tab}'});
  const query = useSsoConnector(id);
  const navigate = useNavigate();

  const remove = async ({connectorName}: SsoConnector) => {
    await deleteSsoConnector(id);
    notifications.show({message: t('common:deleted', {name: connectorName})});
    await navigate({to: '/enterprise-sso', ignoreBlocker: true});
  };
  return (
    <DetailPage
      query={query}
      back={{to: '/enterprise-sso', label: t('common:nav.enterprise_sso')}}
      title={({connectorName}) => connectorName}
      picture={({providerLogo, providerLogoDark}) => (
        <ProviderLogo of={{logo: providerLogo, logoDark: providerLogoDark}} size={44} />
      )}
      description={({name}) => (
        <Group gap="xs">
          <Badge color="gate">{name}</Badge>
          <IdChip id={id} />
        </Group>
      )}
      actions={(connector) => (
        <>
          <TestSignIn connector={connector} />
          <DeleteMenu title={t('delete.title')} name={connector.connectorName} onConfirm={() => remove(connector)}>
            {t('delete.text')}
            <DependentUsers queryKey={ssoConnectorKey(id)} load={() => countDependentUsers(id)} />
          </DeleteMenu>
        </>
      )}
      notice={(connector) => <ConnectorNotices connector={connector} />}
      tabs={(connector) => tabsOf(connector, t)}
    />
  );
}
