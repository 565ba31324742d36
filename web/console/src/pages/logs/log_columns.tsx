// How entries of the audit log look in a table.
import {Badge, Text} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {Log} from '../../api/types.ts';
import type {Column} from '../../components/data_table.tsx';
import {Time} from '../../components/time.tsx';
import {useKnown} from '../../components/use_known.ts';
import {loadApplication, loadUser} from '../../data/find.ts';
import {useEventName} from './events.ts';

export const ResultBadge = ({result}: {result: 'Success' | 'Error'}) => {
  const {t} = useTranslation(['logs', 'common']);
  return <Badge color={result === 'Success' ? 'gate' : 'red'}>{t(`result.${result}`)}</Badge>;
};

const distinct = (ids: (string | undefined)[]) => [...new Set(ids.filter((id) => id !== undefined))];

export function useLogColumns(logs: Log[], {showUser, showApplication}: {showUser: boolean; showApplication: boolean}) {
  const {t} = useTranslation(['logs', 'common']);
  const nameOf = useEventName();
  const userIds = showUser ? distinct(logs.map(({payload}) => payload.userId)) : [];
  const applicationIds = showApplication ? distinct(logs.map(({payload}) => payload.applicationId)) : [];
  const users = useKnown('users', userIds, loadUser);
  const applications = useKnown('applications', applicationIds, loadApplication);
  const called = (known: {id: string; name: string}[], id: string | undefined) =>
    known.find((one) => one.id === id)?.name ?? id ?? '–';

  const columns: Column<Log>[] = [
    {
      header: t('common:noun.event'),
      render: ({key}) => (
        <>
          <Text size="sm" fw={500}>
            {nameOf(key)}
          </Text>
          {nameOf(key) !== key && (
            <Text size="xs" c="dimmed" visibleFrom="sm" style={{overflowWrap: 'anywhere'}}>
              {key}
            </Text>
          )}
        </>
      ),
    },
    {header: t('column.result'), width: '1%', render: ({payload}) => <ResultBadge result={payload.result} />},
  ];
  if (showUser) {
    columns.push({header: t('common:noun.user'), visibleFrom: 'sm', render: (log) => called(users, log.payload.userId)});
  }
  if (showApplication) {
    columns.push({
      header: t('common:noun.application'),
      visibleFrom: 'md',
      render: (log) => called(applications, log.payload.applicationId),
    });
  }
  columns.push({
    header: t('column.time'),
    width: '1%',
    render: ({createdAt}) => <Time at={createdAt} form="relative" />,
  });
  return columns;
}
