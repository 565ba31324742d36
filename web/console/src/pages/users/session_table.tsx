import {Text, ThemeIcon, Tooltip} from '@mantine/core';
import {IconDeviceDesktop, IconDeviceMobile, IconDevices} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {RowButton} from '../../components/row_button.tsx';
import {Time} from '../../components/time.tsx';
import {useKnown} from '../../components/use_known.ts';
import {parseAgent} from '../../../../shared/agent.ts';
import {usePeople} from './people.ts';
import {endSession, type Session, type useSessions} from './sessions.ts';

export function SessionTable({userId, query}: {userId: string; query: ReturnType<typeof useSessions>}) {
  const {t} = useTranslation(['users', 'common']);
  const people = usePeople();
  const [ending, setEnding] = useState<Session>();
  const ids = [...new Set(query.data?.items.flatMap(({applicationIds}) => applicationIds))];
  const applications = useKnown('applications', ids, people.loadApplication);
  const nameOf = (id: string) => applications.find((application) => application.id === id)?.name ?? id;
  return (
    <>
      <DataTable
        query={query}
        keyOf={({id}) => id}
        label={t('sessions.title')}
        columns={[
          {
            header: t('sessions.device'),
            render: (session) => (
              <Device session={session} applications={session.applicationIds.map(nameOf).join(', ')} />
            ),
          },
          {header: t('common:session.ip'), visibleFrom: 'sm', width: 170, render: ({ip}) => ip ?? '–'},
          {
            header: t('common:session.signed_in'),
            visibleFrom: 'sm',
            width: 150,
            render: ({signedInAt}) => <Time at={signedInAt} form="relative" />,
          },
          {
            header: t('common:expiry.expires'),
            visibleFrom: 'md',
            width: 150,
            render: ({expiresAt}) => <Time at={expiresAt} form="relative" />,
          },
          {
            header: t('sessions.end'),
            isHeaderHidden: true,
            width: 110,
            align: 'right',
            render: (session) => (
              <RowButton onClick={() => setEnding(session)}>
                {t('sessions.end')}
              </RowButton>
            ),
          },
        ]}
        empty={<EmptyState icon={IconDevices} title={t('sessions.empty')} text={t('sessions.empty_text')} />}
      />
      <ConfirmDialog
        opened={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={t('sessions.end_title')}
        action={t('sessions.end')}
        onConfirm={() => endSession(people, userId, ending!.id)}
      >
        {t('sessions.end_text')}
      </ConfirmDialog>
    </>
  );
}

function Device({session, applications}: {session: Session; applications: string}) {
  const {t} = useTranslation(['users', 'common']);
  const agent = session.userAgent ? parseAgent(session.userAgent) : undefined;
  const Symbol = agent?.isMobile ? IconDeviceMobile : IconDeviceDesktop;
  const name = !agent
    ? t('common:session.unknown_device')
    : agent.system
      ? t('sessions.browser_on', {browser: agent.browser, system: agent.system})
      : agent.browser;
  return (
    <Tooltip label={session.userAgent} disabled={!session.userAgent} multiline maw={420}>
      <div>
        <EntityName
          name={name}
          detail={
            <>
              {applications}
              {/* Where the columns do not fit. */}
              <Text inherit component="div" hiddenFrom="sm">
                {session.ip && `${session.ip} · `}
                <Time at={session.signedInAt} form="relative" />
              </Text>
            </>
          }
          picture={
            <ThemeIcon variant="light" color="gray" bg="var(--console-hover)" size={32} radius="md" aria-hidden>
              <Symbol size={18} stroke={1.5} />
            </ThemeIcon>
          }
        />
      </div>
    </Tooltip>
  );
}
