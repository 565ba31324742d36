import {Alert, Badge, Button, Code, Group, Select, Stack, Text} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {IconMail, IconMailPlus} from '@tabler/icons-react';
import {useState} from 'react';
import {Trans, useTranslation} from 'react-i18next';

import {pageSize} from '../../api/client.ts';
import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {useListState} from '../../components/list_state.ts';
import {NameBadges} from '../../components/name_badges.tsx';
import {PageTurner} from '../../components/page_turner.tsx';
import {SearchField} from '../../components/search_field.tsx';
import {Time} from '../../components/time.tsx';
import {InvitationDialogs, InvitationMenu, type Intent} from './invitation_actions.tsx';
import {invitationsKey, invitationStatuses, loadInvitations, select, statusColors} from './invitations.ts';
import {Invite} from './invite.tsx';

export function InvitationsTab({id}: {id: string}) {
  const {t} = useTranslation(['organizations', 'common']);
  const state = useListState();
  const [intent, setIntent] = useState<Intent>();
  const {search, page} = state;
  const status = state.filter('status');
  const query = useQuery({
    queryKey: invitationsKey(id),
    queryFn: () => loadInvitations(id),
    select: (all) => select(all, {search, status, page, pageSize}),
  });
  const isEmpty = query.data?.all === 0;
  const showInvite = (isShown: boolean) => state.change({page, new: isShown ? 'true' : undefined});
  const clear = () => state.change({search: undefined, status: undefined});
  const button = (
    <Button leftSection={<IconMailPlus size={16} />} onClick={() => showInvite(true)}>
      {t('invitation.add')}
    </Button>
  );
  return (
    <Stack gap="md">
      <Alert color="gray" icon={<IconMail />} title={t('invitation.by_hand')}>
        <Text size="sm">
          <Trans
            t={t}
            i18nKey="invitation.by_hand_text"
            components={{code: <Code style={{overflowWrap: 'anywhere'}} />}}
          />
        </Text>
      </Alert>
      {!isEmpty && (
        <Group gap="xs" justify="space-between">
          <Group gap="xs" flex={1}>
            <SearchField
              value={search ?? ''}
              placeholder={t('invitation.search')}
              onChange={(text) => state.change({search: text || undefined})}
            />
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
          </Group>
          {button}
        </Group>
      )}
      <div>
        <DataTable
          query={query}
          keyOf={(invitation) => invitation.id}
          label={t('tab.invitations')}
          columns={[
            {
              header: t('invitation.email'),
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
              header: t('member.roles'),
              visibleFrom: 'md',
              render: ({organizationRoles}) => (
                <NameBadges names={organizationRoles.map(({name}) => name)} none={t('member.no_roles')} />
              ),
            },
            {
              header: t('invitation.expires'),
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
            isEmpty ? (
              <EmptyState icon={IconMail} title={t('invitation.empty')} text={t('invitation.empty_text')}>
                {button}
              </EmptyState>
            ) : (
              <EmptyState title={t('common:list.nothing_found')} text={t('common:list.nothing_found_text')}>
                <Button variant="default" onClick={clear}>
                  {t('common:list.clear')}
                </Button>
              </EmptyState>
            )
          }
        />
        <PageTurner total={query.data?.total ?? 0} page={page} onChange={(next) => state.change({page: next})} />
      </div>
      <Invite organizationId={id} opened={state.filter('new') !== undefined} onClose={() => showInvite(false)} />
      <InvitationDialogs intent={intent} onClose={() => setIntent(undefined)} />
    </Stack>
  );
}
