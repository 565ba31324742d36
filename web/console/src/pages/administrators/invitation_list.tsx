import {Group, Text, Title} from '@mantine/core';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {CopyButton} from '../../components/copy_button.tsx';
import {DataTable} from '../../components/data_table.tsx';
import {RowButton} from '../../components/row_button.tsx';
import {Time} from '../../components/time.tsx';
import {linkOf, revoke, useInvitations, type Invitation} from './invitations.ts';

/** Those whose link has not been used. Nothing, if there are none. */
export function InvitationList() {
  const {t} = useTranslation(['administrators', 'common']);
  const query = useInvitations();
  const [doomed, setDoomed] = useState<Invitation>();
  if (query.data?.total === 0 || (!query.data && !query.error)) return null;
  return (
    <section aria-labelledby="invitations">
      <Title order={2} size="h5" mt={32} mb={4} id="invitations">
        {t('invite.outstanding')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('invite.outstanding_text')}
      </Text>
      <DataTable
        query={query}
        keyOf={({id}) => id}
        label={t('invite.outstanding')}
        columns={[
          {
            header: t('common:user.email'),
            render: ({email}) => (
              <Text size="sm" fw={500} style={{overflowWrap: 'anywhere'}}>
                {email}
              </Text>
            ),
          },
          {
            header: t('common:expiry.expires'),
            visibleFrom: 'sm',
            width: 200,
            render: ({expiresAt}) => <Time at={expiresAt} form="relative" />,
          },
          {
            header: t('common:more'),
            isHeaderHidden: true,
            width: 180,
            align: 'right',
            render: (invitation) => (
              <Group gap={4} justify="flex-end" wrap="nowrap">
                <CopyButton value={linkOf(invitation)} label={t('invite.link_of', {email: invitation.email})} />
                <RowButton onClick={() => setDoomed(invitation)}>
                  {t('common:invitation.revoke')}
                </RowButton>
              </Group>
            ),
          },
        ]}
        empty={null}
      />
      <ConfirmDialog
        opened={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={t('common:invitation.revoke_title')}
        action={t('common:invitation.revoke')}
        onConfirm={() => revoke(doomed!.id)}
      >
        {t('invite.revoke_text', {email: doomed?.email})}
      </ConfirmDialog>
    </section>
  );
}
