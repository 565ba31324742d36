import {Anchor, Group} from '@mantine/core';
import {IconBuildingSkyscraper} from '@tabler/icons-react';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {Time} from '../../components/time.tsx';
import {useSsoConnectors} from '../../data/sso_connectors.ts';
import {accountOf, listOf, type IdentitiesQuery, type SsoIdentity} from './identities.ts';
import {IdentityDetails} from './identity_details.tsx';
import {TableHeading} from './table_heading.tsx';

/** Accounts at the identity providers of companies. Only signing in links one. */
export function SsoIdentities({query}: {query: IdentitiesQuery}) {
  const {t} = useTranslation('users');
  const {data: connectors = []} = useSsoConnectors();
  const nameOf = ({ssoConnectorId}: SsoIdentity) =>
    connectors.find(({id}) => id === ssoConnectorId)?.connectorName ?? ssoConnectorId;
  const long = (text: string) => <span style={{overflowWrap: 'anywhere'}}>{text}</span>;
  return (
    <section aria-label={t('identities.sso')}>
      <Group mb="md">
        <TableHeading title={t('identities.sso')} text={t('identities.sso_text')} />
      </Group>
      <DataTable
        query={listOf(query, ({ssoIdentities}) => ssoIdentities)}
        keyOf={({ssoIdentity}) => ssoIdentity.id}
        label={t('identities.sso')}
        columns={[
          {
            header: t('identities.connector'),
            render: (one) => (
              <EntityName
                name={nameOf(one)}
                detail={accountOf(one.ssoIdentity.detail)}
                mark={
                  <Anchor component={Link} to={`/enterprise-sso/${one.ssoConnectorId}`} size="xs">
                    {t('identities.open')}
                  </Anchor>
                }
              />
            ),
          },
          {header: t('identities.issuer'), visibleFrom: 'md', render: ({ssoIdentity}) => long(ssoIdentity.issuer)},
          {header: t('identities.id'), visibleFrom: 'sm', render: ({ssoIdentity}) => long(ssoIdentity.identityId)},
          {
            header: t('identities.linked'),
            visibleFrom: 'lg',
            width: 150,
            render: ({ssoIdentity}) => <Time at={ssoIdentity.createdAt} form="relative" />,
          },
          {
            header: t('identities.details'),
            isHeaderHidden: true,
            width: 60,
            align: 'right',
            render: (one) => (
              <Group justify="flex-end">
                <IdentityDetails name={nameOf(one)} value={one.ssoIdentity.detail} />
              </Group>
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconBuildingSkyscraper} title={t('identities.sso_empty')} text={t('identities.sso_empty_text')} />
        }
      />
    </section>
  );
}
