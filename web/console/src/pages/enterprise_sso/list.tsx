import {Badge, Box} from '@mantine/core';
import {IconBuildingSkyscraper} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, takePage} from '../../api/client.ts';
import {EntityName} from '../../components/entity_name.tsx';
import {ListPage} from '../../components/list_page.tsx';
import {NameBadges} from '../../components/name_badges.tsx';
import {Time} from '../../components/time.tsx';
import {useListPage} from '../../components/use_list_page.tsx';
import {ssoConnectorsKey, type SsoConnector} from '../../data/sso_connectors.ts';
import {CreateSsoConnector} from './create.tsx';
import {SwitchedOff} from './notices.tsx';
import {ProviderLogo} from './provider_logo.tsx';
import {stateOf} from './state.ts';

export function SsoConnectorList() {
  const {t} = useTranslation(['enterprise_sso', 'common']);
  const {page, dialog} = useListPage({
    key: ssoConnectorsKey,
    load: (paging) => takePage(api.GET('/api/sso-connectors', {params: {query: paging}})),
    create: t('common:action.add_sso_connector'),
    empty: {icon: IconBuildingSkyscraper, title: t('empty'), text: t('empty_text')},
  });
  return (
    <>
      <ListPage
        {...page}
        title={t('common:nav.enterprise_sso')}
        description={
          <>
            {t('text')}
            {(page.query.data?.total ?? 0) > 0 && (
              <Box mt="sm">
                <SwitchedOff />
              </Box>
            )}
          </>
        }
        keyOf={({id}) => id}
        linkOf={({id}) => `/enterprise-sso/${id}`}
        columns={[
          {
            header: t('common:name'),
            render: (connector) => (
              <EntityName
                name={connector.connectorName}
                detail={connector.name}
                picture={<ProviderLogo of={{logo: connector.providerLogo, logoDark: connector.providerLogoDark}} size={32} />}
              />
            ),
          },
          {
            header: t('domains.title'),
            visibleFrom: 'sm',
            render: ({domains}) => <NameBadges names={domains} />,
          },
          {header: t('status'), width: 170, render: (connector) => <StateBadge connector={connector} />},
          {
            header: t('common:created'),
            visibleFrom: 'md',
            width: 150,
            render: ({createdAt}) => <Time at={createdAt} form="relative" />,
          },
        ]}
      />
      <CreateSsoConnector {...dialog} />
    </>
  );
}

const colors = {ready: 'gate', unset: 'gray', no_domain: 'gray', ending: 'red', expired: 'red'} as const;

function StateBadge({connector}: {connector: SsoConnector}) {
  const {t} = useTranslation('enterprise_sso');
  const state = stateOf(connector, Date.now());
  return <Badge color={colors[state]}>{t(`state.${state}`)}</Badge>;
}
