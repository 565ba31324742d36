import {Select} from '@mantine/core';
import {IconListDetails} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, takePage} from '../../api/client.ts';
import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {useList, useListState} from '../../components/list_state.ts';
import {PageTurner} from '../../components/page_turner.tsx';
import {events, useEventName} from './events.ts';
import {EntityFilter} from './entity_filter.tsx';
import {useLogColumns} from './log_columns.tsx';
import classes from './log_list.module.css';

const hour = 3_600_000;
const spans = {hour, day: 24 * hour, week: 7 * 24 * hour, month: 30 * 24 * hour};
type Span = keyof typeof spans;

interface Props {
  /** only what this one did */
  userId?: string;
  /** only what happened for this one */
  applicationId?: string;
}

/** The audit log, or the part of it about one user or application. Filters are in the address. */
export function LogList({userId, applicationId}: Props) {
  const {t} = useTranslation(['logs', 'common']);
  const nameOf = useEventName();
  const state = useListState();
  const event = state.filter('event');
  const user = userId ?? state.filter('user');
  const application = applicationId ?? state.filter('application');
  const since = state.filter('since') as Span | undefined;
  const query = useList(['logs', userId, applicationId], state, (paging) => {
    const words = {
      ...paging,
      ...(event && {logKey: event}),
      ...(user && {userId: user}),
      ...(application && {applicationId: application}),
      ...(since && since in spans && {start_time: String(Date.now() - spans[since])}),
    };
    return takePage(api.GET('/api/logs', {params: {query: words}}));
  });
  const isFiltered = ['event', 'user', 'application', 'since'].some((name) => state.filter(name));

  return (
    <>
      <div className={classes['filters']}>
        <Select
          aria-label={t('common:noun.event')}
          placeholder={t('filter.any_event')}
          data={events.map((key) => ({value: key, label: nameOf(key)}))}
          value={event ?? null}
          onChange={(value) => state.change({event: value ?? undefined})}
          clearable
          searchable
        />
        <Select
          aria-label={t('filter.since')}
          placeholder={t('filter.any_time')}
          data={Object.keys(spans).map((span) => ({value: span, label: t(`since.${span as Span}`)}))}
          value={since ?? null}
          onChange={(value) => state.change({since: value ?? undefined})}
          clearable
        />
        {!userId && <EntityFilter noun="user" state={state} />}
        {!applicationId && <EntityFilter noun="application" state={state} />}
      </div>
      <DataTable
        query={query}
        keyOf={({id}) => id}
        linkOf={({id}) => `/logs/${id}`}
        label={t('common:nav.logs')}
        columns={useLogColumns(query.data?.items ?? [], {showUser: !userId, showApplication: !applicationId})}
        empty={
          <EmptyState
            icon={IconListDetails}
            title={isFiltered ? t('nothing_found') : t('empty')}
            text={isFiltered ? undefined : t('empty_text')}
          />
        }
      />
      <PageTurner total={query.data?.total ?? 0} page={state.page} onChange={(page) => state.change({page})} />
    </>
  );
}
