import {Skeleton, Table, VisuallyHidden} from '@mantine/core';
import {Link} from '@tanstack/react-router';
import type {ReactNode} from 'react';

import type {Page} from '../api/client.ts';
import classes from './data_table.module.css';
import {QueryError} from './query_error.tsx';

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
  empty: ReactNode;
}

export function DataTable<T>({query, columns, keyOf, linkOf, label, empty}: Props<T>) {
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
                <Table.Td>
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
            {(!data || isBeyond) && <Waiting columns={columns} />}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Frame>
  );
}

const Frame = ({children}: {children: ReactNode}) => <div className={classes['frame']}>{children}</div>;

function Waiting<T>({columns}: {columns: Column<T>[]}) {
  return Array.from({length: 5}, (_, row) => (
    <Table.Tr key={row} className={classes['waiting']}>
      {columns.map(({header, visibleFrom}) => (
        <Table.Td key={header} visibleFrom={visibleFrom}>
          <Skeleton height={14} my={9} width={`${40 + ((row * 17 + header.length * 7) % 45)}%`} />
        </Table.Td>
      ))}
    </Table.Tr>
  ));
}
