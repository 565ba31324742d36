import {Anchor, Stack} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {Link, useParams} from '@tanstack/react-router';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import type {Log} from '../../api/types.ts';
import {CodeEditor, formatObject} from '../../components/code_editor.tsx';
import {Facts} from '../../components/facts.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {IdChip} from '../../components/id_chip.tsx';
import {PageHeader} from '../../components/page_header.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {Time} from '../../components/time.tsx';
import {useKnown} from '../../components/use_known.ts';
import {loadApplication, loadUser} from '../../data/find.ts';
import {useEventName} from './events.ts';
import {ResultBadge} from './log_columns.tsx';
import {failureOf, useReason} from './reasons.ts';

const describe = (error: unknown): string => (typeof error === 'string' ? error : JSON.stringify(error));

export function LogDetails() {
  const {id} = useParams({from: '/shell/logs/$id'});
  const query = useQuery({
    queryKey: ['logs', id],
    queryFn: () => take(api.GET('/api/logs/{id}', {params: {path: {id}}})),
  });
  if (query.data) return <LogView log={query.data} />;
  return query.error ? <QueryError error={query.error} retry={() => void query.refetch()} /> : null;
}

function LogView({log}: {log: Log}) {
  const {t} = useTranslation(['logs', 'common']);
  const nameOf = useEventName();
  const {payload} = log;
  const {userId, applicationId} = payload;
  const inWords = useReason();
  const {reason, providerError} = failureOf(payload);
  const [user] = useKnown('users', userId ? [userId] : [], loadUser);
  const [application] = useKnown('applications', applicationId ? [applicationId] : [], loadApplication);
  // Deleted users and applications have no page.
  const link = (to: string, entity: {name: string} | undefined, id: string | undefined): ReactNode =>
    entity ? (
      <Anchor component={Link} to={to} size="sm">
        {entity.name}
      </Anchor>
    ) : (
      (id ?? '–')
    );
  return (
    <>
      <PageHeader
        back={{to: '/logs', label: t('common:nav.logs')}}
        title={nameOf(log.key)}
        description={<IdChip id={log.id} label={t('id')} />}
      />
      <Stack gap="md">
        <FormSection title={t('common:noun.event')}>
          <Facts
            facts={[
              [t('common:noun.event'), <code key="key">{log.key}</code>],
              [t('column.result'), <ResultBadge key="result" result={payload.result} />],
              [t('column.time'), <Time key="time" at={log.createdAt} />],
              [t('common:noun.user'), link(`/users/${userId}`, user, userId)],
              [t('common:noun.application'), link(`/applications/${applicationId}`, application, applicationId)],
              ...(payload.error ? [[t('details.error'), describe(payload.error)] as [string, ReactNode]] : []),
              ...(reason ? [[t('details.reason'), inWords(reason)] as [string, ReactNode]] : []),
              ...(providerError
                ? [[t('details.provider_error'), <code key="code">{providerError}</code>] as [string, ReactNode]]
                : []),
              [t('common:session.ip'), payload.ip ?? '–'],
              [t('details.agent'), payload.userAgent ?? '–'],
            ]}
          />
        </FormSection>
        <FormSection title={t('details.raw')} description={t('details.raw_text')}>
          <CodeEditor label={t('details.raw')} value={formatObject(payload)} readOnly onChange={() => undefined} />
        </FormSection>
      </Stack>
    </>
  );
}
