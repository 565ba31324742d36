import {Badge, Button, Group, Stack, Text, ThemeIcon, Tooltip} from '@mantine/core';
import {IconDeviceDesktop, IconDeviceMobile} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {RowButton} from '../../components/row_button.tsx';
import {Time} from '../../components/time.tsx';
import {parseAgent} from '../../../../shared/agent.ts';
import {endOthers, endSession, useSessions, type Session} from './sessions.ts';

export function SessionsSection({userId}: {userId: string}) {
  const {t} = useTranslation(['profile', 'common']);
  const query = useSessions(userId);
  const [ending, setEnding] = useState<Session | 'others'>();
  const sessions = query.data?.items ?? [];
  const others = sessions.filter(({isThis}) => !isThis);
  return (
    <FormSection title={t('sessions.title')} description={t('sessions.text')}>
      {query.error && !query.data && <QueryError error={query.error} retry={() => void query.refetch()} />}
      <Stack component="ul" gap="sm" m={0} p={0} style={{listStyle: 'none'}} aria-label={t('sessions.title')}>
        {sessions.map((session) => (
          <Group key={session.id} component="li" justify="space-between" wrap="nowrap">
            <Device session={session} />
            {!session.isThis && (
              <RowButton onClick={() => setEnding(session)}>
                {t('sessions.end')}
              </RowButton>
            )}
          </Group>
        ))}
      </Stack>
      {/* Only with one left that is this: ending the others must not end the work. */}
      {others.length > 0 && others.length < sessions.length && (
        <div>
          <Button variant="default" onClick={() => setEnding('others')}>
            {t('sessions.end_others')}
          </Button>
        </div>
      )}
      <ConfirmDialog
        opened={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={t(ending === 'others' ? 'sessions.end_others_title' : 'sessions.end_title')}
        action={t('sessions.end')}
        onConfirm={() => (ending === 'others' ? endOthers(userId) : endSession(userId, ending!.id))}
      >
        {t('sessions.end_text')}
      </ConfirmDialog>
    </FormSection>
  );
}

function Device({session: {isThis, signedInAt, ip, userAgent}}: {session: Session}) {
  const {t} = useTranslation(['profile', 'common']);
  const agent = userAgent ? parseAgent(userAgent) : undefined;
  const Symbol = agent?.isMobile ? IconDeviceMobile : IconDeviceDesktop;
  const name = agent ? [agent.browser, agent.system].filter(Boolean).join(' · ') : t('common:session.unknown_device');
  return (
    <EntityName
      name={name}
      mark={isThis && <Badge>{t('sessions.this')}</Badge>}
      picture={
        <Tooltip label={userAgent} disabled={!userAgent} multiline maw={420}>
          <ThemeIcon variant="light" color="gray" bg="var(--console-hover)" size={32} radius="md" aria-hidden>
            <Symbol size={18} stroke={1.5} />
          </ThemeIcon>
        </Tooltip>
      }
      detail={
        <Text span inherit>
          {t('common:session.signed_in')} <Time at={signedInAt} form="relative" />
          {ip && ` · ${ip}`}
        </Text>
      }
    />
  );
}
