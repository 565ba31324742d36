import {Box, Skeleton} from '@mantine/core';
import type {UseQueryResult} from '@tanstack/react-query';
import type {ReactNode} from 'react';

import classes from './detail_page.module.css';
import {PageHeader} from './page_header.tsx';
import {QueryError} from './query_error.tsx';
import {RouteTabs, type RouteTab} from './route_tabs.tsx';

export type {RouteTab as DetailTab};

interface Props<T> {
  query: UseQueryResult<T>;
  back: {to: string; label: string};
  title: (item: T) => string;
  description?: (item: T) => ReactNode;
  picture?: (item: T) => ReactNode;
  actions?: (item: T) => ReactNode;
  /** above the tabs, where something is unusual */
  notice?: (item: T) => ReactNode;
  /** the first is what the address without a tab shows */
  tabs: (item: T) => RouteTab[];
}

/** One thing: heading, and its sides as tabs. The route has to end in `/{-$tab}`. */
export function DetailPage<T>({query, back, title, description, picture, actions, notice, tabs}: Props<T>) {
  const {data} = query;
  if (data === undefined) {
    return query.error ? <QueryError error={query.error} retry={() => void query.refetch()} /> : <Waiting />;
  }
  return (
    <>
      <PageHeader
        back={back}
        title={title(data)}
        description={description?.(data)}
        picture={picture?.(data)}
        actions={actions?.(data)}
      />
      {notice?.(data)}
      <RouteTabs tabs={tabs(data)} label={title(data)} />
    </>
  );
}

const Waiting = () => (
  <Box className={classes['waiting']} aria-busy>
    <Skeleton height={14} width={110} mb="lg" />
    <Skeleton height={28} width={260} mb="xs" />
    <Skeleton height={14} width={180} mb="xl" />
    <Skeleton height={220} radius="lg" />
  </Box>
);
