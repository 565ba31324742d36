import {Button, Group} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconLink, IconPlus} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {api} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {RowButton} from '../../components/row_button.tsx';
import {userKey} from './data.ts';
import {accountOf, listOf, type IdentitiesQuery, type SocialIdentity} from './identities.ts';
import {IdentityDetails} from './identity_details.tsx';
import {LinkIdentity} from './link_identity.tsx';
import {TableHeading} from './table_heading.tsx';

/** Accounts at services such as Google. */
export function SocialIdentities({userId, query}: {userId: string; query: IdentitiesQuery}) {
  const {t} = useTranslation('users');
  const [isLinking, linking] = useDisclosure(false);
  const [isUnlinking, unlinking] = useDisclosure(false);
  const [chosen, setChosen] = useState<SocialIdentity>();
  const unlink = async () => {
    const path = {userId, target: chosen!.target};
    await api.DELETE('/api/users/{userId}/identities/{target}', {params: {path}});
    await queryClient.invalidateQueries({queryKey: userKey(userId)});
  };
  const linked = query.data?.socialIdentities.map(({target}) => target) ?? [];
  const add = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={linking.open}>
      {t('identities.link')}
    </Button>
  );
  return (
    <section aria-label={t('identities.social')}>
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <TableHeading title={t('identities.social')} text={t('identities.social_text')} />
        {linked.length > 0 && add}
      </Group>
      <DataTable
        query={listOf(query, ({socialIdentities}) => socialIdentities)}
        keyOf={({target}) => target}
        label={t('identities.social')}
        columns={[
          {
            header: t('identities.service'),
            render: ({target, identity}) => <EntityName name={target} detail={accountOf(identity.details)} />,
          },
          {
            header: t('identities.id'),
            visibleFrom: 'sm',
            render: ({identity}) => <span style={{overflowWrap: 'anywhere'}}>{identity.userId}</span>,
          },
          {
            header: t('identities.unlink'),
            isHeaderHidden: true,
            width: 150,
            align: 'right',
            render: (identity) => (
              <Group gap={4} wrap="nowrap" justify="flex-end">
                <IdentityDetails name={identity.target} value={identity.identity} />
                <RowButton
                  onClick={() => {
                    setChosen(identity);
                    unlinking.open();
                  }}
                >
                  {t('identities.unlink')}
                </RowButton>
              </Group>
            ),
          },
        ]}
        empty={
          <EmptyState icon={IconLink} title={t('identities.empty')} text={t('identities.empty_text')}>
            {add}
          </EmptyState>
        }
      />
      <LinkIdentity userId={userId} linked={linked} opened={isLinking} onClose={linking.close} />
      <ConfirmDialog
        opened={isUnlinking}
        onClose={unlinking.close}
        title={t('identities.unlink_title', {name: chosen?.target})}
        action={t('identities.unlink')}
        onConfirm={unlink}
      >
        {t('identities.unlink_text')}
      </ConfirmDialog>
    </section>
  );
}
