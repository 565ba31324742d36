import {Button, Group, Stack} from '@mantine/core';
import type {UseQueryResult} from '@tanstack/react-query';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import type {Page} from '../api/client.ts';
import {DataTable, type Column} from './data_table.tsx';
import {EmptyState} from './empty_state.tsx';
import type {ListState} from './list_state.ts';
import {PageTurner} from './page_turner.tsx';
import {SearchField} from './search_field.tsx';

interface Props<T> {
  /** for screen readers: what is listed */
  label: string;
  state: ListState;
  query: Pick<UseQueryResult<Page<T>>, 'data' | 'error' | 'isPlaceholderData' | 'refetch'>;
  columns: Column<T>[];
  keyOf: (item: T) => string;
  linkOf?: (item: T) => string;
  searchLabel: string;
  filters?: ReactNode;
  /** names of filters that are in `filters`, so that they can be cleared */
  filterNames?: readonly string[];
  /** stands beside the search field, or in `empty` while there is nothing to search */
  action: ReactNode;
  empty: ReactNode;
}

/** A list in a tab: as ListPage, without a heading. */
export function ListTab<T>({label, state, query, searchLabel, filters, filterNames = [], action, ...table}: Props<T>) {
  const {t} = useTranslation();
  const isFiltered = Boolean(state.search) || filterNames.some((name) => state.filter(name));
  const isEmpty = query.data?.total === 0 && !isFiltered;
  const clear = () => state.change(Object.fromEntries(['search', ...filterNames].map((name) => [name, undefined])));
  return (
    <Stack gap="md">
      {!isEmpty && (
        <Group gap="xs" justify="space-between">
          <Group gap="xs" flex={1}>
            <SearchField
              value={state.search ?? ''}
              placeholder={searchLabel}
              onChange={(search) => state.change({search: search || undefined})}
            />
            {filters}
          </Group>
          {action}
        </Group>
      )}
      <div>
        <DataTable
          {...table}
          query={query}
          label={label}
          empty={
            isFiltered ? (
              <EmptyState title={t('list.nothing_found')} text={t('list.nothing_found_text')}>
                <Button variant="default" onClick={clear}>
                  {t('list.clear')}
                </Button>
              </EmptyState>
            ) : (
              table.empty
            )
          }
        />
        <PageTurner total={query.data?.total ?? 0} page={state.page} onChange={(page) => state.change({page})} />
      </div>
    </Stack>
  );
}
