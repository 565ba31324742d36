import {Button} from '@mantine/core';
import {IconPlus, type Icon} from '@tabler/icons-react';
import type {QueryKey} from '@tanstack/react-query';

import type {Page} from '../api/client.ts';
import {EmptyState} from './empty_state.tsx';
import {useList, useListState, type ListState} from './list_state.ts';

interface Options<T> {
  key: QueryKey;
  load: (paging: {page: number; page_size: number}, state: ListState) => Promise<Page<T>>;
  /** the words of the button that opens the dialog */
  create: string;
  empty: {icon: Icon; title: string; text: string};
}

/** The list of a noun of which more can be made: `page` is for the ListPage, `dialog` for the one that makes. */
export function useListPage<T>({key, load, create, empty}: Options<T>) {
  const state = useListState();
  const query = useList(key, state, (paging) => load(paging, state));
  // In the address, so that other pages can lead straight to it.
  const show = (isShown: boolean) => state.change({page: state.page, new: isShown ? 'true' : undefined});
  const button = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => show(true)}>
      {create}
    </Button>
  );
  return {
    state,
    page: {state, query, actions: button, empty: <EmptyState {...empty}>{button}</EmptyState>},
    dialog: {opened: state.filter('new') !== undefined, onClose: () => show(false)},
  };
}
