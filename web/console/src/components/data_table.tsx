import {Checkbox, Skeleton, Table, VisuallyHidden} from '@mantine/core';
import {Link} from '@tanstack/react-router';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import type {Page} from '../api/client.ts';
import classes from './data_table.module.css';
import {QueryError} from './query_error.tsx';
import type {Selection} from './use_selection.ts';

export interface Column<T> {
  header: string;
  /** the heading is for screen readers only */
  isHeaderHidden?: boolean;
  render: (item: T) => ReactNode;
  width?: number | string;
  align?: 'right';
  /** the narrowest window in which the column is shown */
  visibleFrom?: 'sm' | 'md' | 'lg';
}

/** A query, or what is made of one. */
interface Listed<T> {
  data: Page<T> | undefined;
  error: Error | null;
  isPlaceholderData?: boolean;
  refetch: () => unknown;
}

interface Props<T> {
  query: Listed<T>;
  columns: Column<T>[];
  keyOf: (item: T) => string;
  /** where a click on the row leads; the first column is the link */
  linkOf?: ((item: T) => string) | undefined;
  label: string;
  /** rows can be chosen */
  selection?: Selection<T> | undefined;
  empty: ReactNode;
}

export function DataTable<T>({query, columns, keyOf, linkOf, label, selection, empty}: Props<T>) {
  const {data, error} = query;
  if (error && !data) return <Frame>{<QueryError error={error} retry={() => void query.refetch()} />}</Frame>;
  // A page without rows of a list with some: the list is about to show its last page.
  const isBeyond = data !== undefined && data.items.length === 0 && data.total > 0;
  if (data?.items.length === 0 && !isBeyond) return <Frame>{empty}</Frame>;
  const [first, ...others] = columns;
  return (
    <Frame>
      <Table.ScrollContainer minWidth={0} type="native">
        <Table
          aria-label={label}
          aria-busy={!data || query.isPlaceholderData}
          data-stale={query.isPlaceholderData || undefined}
          className={classes['table']}
          highlightOnHover={Boolean(linkOf)}
        >
          <Table.Thead>
            <Table.Tr>
              {selection && <ChooseAll items={data?.items ?? []} keyOf={keyOf} selection={selection} />}
              {columns.map(({header, isHeaderHidden, width, align, visibleFrom}) => (
                <Table.Th key={header} w={width} ta={align} visibleFrom={visibleFrom}>
                  {isHeaderHidden ? <VisuallyHidden>{header}</VisuallyHidden> : header}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data?.items.map((item) => (
              <Table.Tr key={keyOf(item)} className={classes['row']}>
                {selection && <Choose item={item} isChosen={selection.has(keyOf(item))} selection={selection} />}
                <Table.Td data-lead>
                  {linkOf ? (
                    <Link to={linkOf(item)} className={classes['link']}>
                      {first!.render(item)}
                    </Link>
                  ) : (
                    first!.render(item)
                  )}
                </Table.Td>
                {others.map(({header, render, align, visibleFrom}) => (
                  <Table.Td key={header} ta={align} visibleFrom={visibleFrom}>
                    {render(item)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
            {(!data || isBeyond) && <Waiting columns={columns} hasChoice={selection !== undefined} />}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Frame>
  );
}

const Frame = ({children}: {children: ReactNode}) => <div className={classes['frame']}>{children}</div>;

interface ChooseAllProps<T> {
  items: T[];
  keyOf: (item: T) => string;
  selection: Selection<T>;
}

function ChooseAll<T>({items, keyOf, selection}: ChooseAllProps<T>) {
  const {t} = useTranslation();
  const count = items.filter((item) => selection.has(keyOf(item))).length;
  const isAll = count > 0 && count === items.length;
  return (
    <Table.Th w={44} pr={0}>
      <Checkbox
        size="xs"
        aria-label={t('list.choose_all')}
        checked={isAll}
        indeterminate={count > 0 && !isAll}
        onChange={() => selection.toggle(items, !isAll)}
      />
    </Table.Th>
  );
}

function Choose<T>({item, isChosen, selection}: {item: T; isChosen: boolean; selection: Selection<T>}) {
  const {t} = useTranslation();
  return (
    <Table.Td pr={0} className={classes['choice']}>
      <Checkbox
        size="xs"
        aria-label={t('list.choose', {name: selection.nameOf(item)})}
        checked={isChosen}
        onChange={(event) => selection.toggle([item], event.currentTarget.checked)}
      />
    </Table.Td>
  );
}

function Waiting<T>({columns, hasChoice}: {columns: Column<T>[]; hasChoice: boolean}) {
  return Array.from({length: 5}, (_, row) => (
    <Table.Tr key={row} className={classes['waiting']}>
      {hasChoice && <Table.Td />}
      {columns.map(({header, visibleFrom}) => (
        <Table.Td key={header} visibleFrom={visibleFrom}>
          <Skeleton height={14} my={9} width={`${40 + ((row * 17 + header.length * 7) % 45)}%`} />
        </Table.Td>
      ))}
    </Table.Tr>
  ));
}
