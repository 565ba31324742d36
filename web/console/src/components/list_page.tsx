import {Button, Group} from '@mantine/core';
import type {UseQueryResult} from '@tanstack/react-query';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import type {Page} from '../api/client.ts';
import {DataTable, type Column} from './data_table.tsx';
import {EmptyState} from './empty_state.tsx';
import type {ListState} from './list_state.ts';
import {PageHeader} from './page_header.tsx';
import {PageTurner} from './page_turner.tsx';
import {SearchField} from './search_field.tsx';
import type {Selection} from './use_selection.ts';

interface Props<T> {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  state: ListState;
  /** names of filters that are in `filters`, so that they can be cleared */
  filterNames?: readonly string[];
  query: UseQueryResult<Page<T>>;
  columns: Column<T>[];
  keyOf: (item: T) => string;
  linkOf?: (item: T) => string;
  /** the placeholder of the search field; none, no search */
  searchLabel?: string;
  filters?: ReactNode;
  selection?: Selection<T> | undefined;
  empty: ReactNode;
}

/** A noun's list: heading, search, filters, table, pages. */
export function ListPage<T>(props: Props<T>) {
  const {title, description, actions, state, filterNames = [], query, searchLabel, filters, empty} = props;
  const {t} = useTranslation();
  const isFiltered = Boolean(state.search) || filterNames.some((name) => state.filter(name));
  const clear = () => state.change(Object.fromEntries(['search', ...filterNames].map((name) => [name, undefined])));
  return (
    <>
      <PageHeader title={title} description={description} actions={actions} />
      {(searchLabel || filters) && (
        <Group mb="md" gap="xs">
          {searchLabel && (
            <SearchField
              value={state.search ?? ''}
              placeholder={searchLabel}
              onChange={(search) => state.change({search: search || undefined})}
            />
          )}
          {filters}
        </Group>
      )}
      <DataTable
        query={query}
        columns={props.columns}
        keyOf={props.keyOf}
        linkOf={props.linkOf}
        selection={props.selection}
        label={title}
        empty={
          isFiltered ? (
            <EmptyState title={t('list.nothing_found')} text={t('list.nothing_found_text')}>
              <Button variant="default" onClick={clear}>
                {t('list.clear')}
              </Button>
            </EmptyState>
          ) : (
            empty
          )
        }
      />
      <PageTurner total={query.data?.total ?? 0} page={state.page} onChange={(page) => state.change({page})} />
    </>
  );
}
