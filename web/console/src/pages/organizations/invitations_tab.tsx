import {Alert, Anchor, Badge, Button, Select, Stack, Text} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {IconMail, IconMailPlus} from '@tabler/icons-react';
import {Link} from '@tanstack/react-router';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {pageSize} from '../../api/client.ts';
import {EmptyState} from '../../components/empty_state.tsx';
import {useListState} from '../../components/list_state.ts';
import {ListTab} from '../../components/list_tab.tsx';
import {NameBadges} from '../../components/name_badges.tsx';
import {Time} from '../../components/time.tsx';
import {useSenders} from '../../data/connectors.ts';
import {InvitationDialogs, InvitationMenu, type Intent} from './invitation_actions.tsx';
import {invitationsKey, invitationStatuses, loadInvitations, select, statusColors} from './invitations.ts';
import {Invite} from './invite.tsx';

export function InvitationsTab({id}: {id: string}) {
  const {t} = useTranslation(['organizations', 'common']);
  const state = useListState();
  const canSend = useSenders()?.Email;
  const [intent, setIntent] = useState<Intent>();
  const {search, page} = state;
  const status = state.filter('status');
  const query = useQuery({
    queryKey: invitationsKey(id),
    queryFn: () => loadInvitations(id),
    select: (all) => select(all, {search, status, page, pageSize}),
  });
  const showInvite = (isShown: boolean) => state.change({page, new: isShown ? 'true' : undefined});
  const button = (
    <Button leftSection={<IconMailPlus size={16} />} onClick={() => showInvite(true)}>
      {t('common:invitation.open')}
    </Button>
  );
  return (
    <Stack gap="md">
      {canSend === false && (
        <Alert color="yellow" icon={<IconMail />}>
          {t('invitation.by_hand')}{' '}
          <Anchor component={Link} to="/connectors?add=Email" inherit underline="always">
            {t('common:action.add_connector')}
          </Anchor>
        </Alert>
      )}
      <ListTab
        label={t('tab.invitations')}
        state={state}
        query={query}
        searchLabel={t('invitation.search')}
        filterNames={['status']}
        filters={
          <Select
            aria-label={t('invitation.status')}
            placeholder={t('invitation.all')}
            data={invitationStatuses.map((value) => ({value, label: t(`invitation.is.${value}`)}))}
            value={status ?? null}
            onChange={(value) => state.change({status: value ?? undefined})}
            clearable
            clearButtonProps={{'aria-label': t('common:clear')}}
            w={180}
          />
        }
        action={button}
        keyOf={({id}) => id}
        columns={[
          {
            header: t('common:user.email'),
            render: ({invitee}) => (
              <Text size="sm" fw={500} style={{overflowWrap: 'anywhere'}}>
                {invitee}
              </Text>
            ),
          },
          {
            header: t('invitation.status'),
            width: 120,
            render: ({status}) => <Badge color={statusColors[status]}>{t(`invitation.is.${status}`)}</Badge>,
          },
          {
            header: t('common:noun.organization_roles'),
            visibleFrom: 'md',
            render: ({organizationRoles}) => (
              <NameBadges names={organizationRoles.map(({name}) => name)} none={t('member.no_roles')} />
            ),
          },
          {
            header: t('common:expiry.expires'),
            visibleFrom: 'sm',
            width: 180,
            render: ({expiresAt}) => <Time at={expiresAt} />,
          },
          {
            header: t('common:more'),
            isHeaderHidden: true,
            width: 56,
            align: 'right',
            render: (invitation) => <InvitationMenu invitation={invitation} onChoose={setIntent} />,
          },
        ]}
        empty={
          <EmptyState icon={IconMail} title={t('invitation.empty')} text={t('invitation.empty_text')}>
            {button}
          </EmptyState>
        }
      />
      <Invite organizationId={id} opened={state.filter('new') !== undefined} onClose={() => showInvite(false)} />
      <InvitationDialogs intent={intent} onClose={() => setIntent(undefined)} />
    </Stack>
  );
}
