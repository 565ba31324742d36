import type {UseQueryResult} from '@tanstack/react-query';
import type {ReactNode} from 'react';

import {BackLink} from './back_link.tsx';
import {DetailWaiting} from './detail_waiting.tsx';
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
    if (!query.error) return <DetailWaiting />;
    return (
      <>
        <BackLink {...back} />
        <QueryError level={1} error={query.error} retry={() => void query.refetch()} />
      </>
    );
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
