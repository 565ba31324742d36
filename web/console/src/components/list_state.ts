// The state of a list is in the address: search, filters and page survive a reload, and Back works.
import {keepPreviousData, useQuery, type QueryKey} from '@tanstack/react-query';
import {useNavigate, useSearch} from '@tanstack/react-router';
import {useEffect} from 'react';

import {pageSize, type Page} from '../api/client.ts';
import {lastPage} from './last_page.ts';
import type {ListSearch} from './list_search.ts';

export function useListState() {
  const search: ListSearch = useSearch({strict: false});
  const navigate = useNavigate();
  /** Another filter starts at the first page. Typing replaces, turning pages can be undone with Back. */
  const change = (changes: ListSearch) => {
    const page = changes.page === 1 ? undefined : changes.page;
    void navigate({to: '.', search: {...search, ...changes, page} as never, replace: changes.page === undefined});
  };
  /** For a page that does not exist: Back must not lead to it again. */
  const correct = (page: number) =>
    void navigate({to: '.', search: {...search, page: page === 1 ? undefined : page} as never, replace: true});
  const filter = (name: string) => search[name] as string | undefined;
  return {...search, page: search.page ?? 1, filter, change, correct};
}

export type ListState = ReturnType<typeof useListState>;

interface Paging {
  page: number;
  page_size: number;
}

/** A page of a list; while the next one is fetched, the previous one stays. */
export const useList = <T>(key: QueryKey, state: ListState, load: (paging: Paging) => Promise<Page<T>>) => {
  const {change: _, filter: __, correct, ...words} = state;
  const query = useQuery({
    queryKey: [...key, 'list', words],
    queryFn: () => load({page: state.page, page_size: pageSize}),
    placeholderData: keepPreviousData,
  });
  // The last row of the last page was deleted, or the address names a page beyond it.
  const last = query.data && !query.isPlaceholderData ? lastPage(query.data.total, pageSize) : state.page;
  useEffect(() => {
    if (state.page > last) correct(last);
  });
  return query;
};
