import {Box, Skeleton, Tabs} from '@mantine/core';
import type {UseQueryResult} from '@tanstack/react-query';
import {useNavigate, useParams} from '@tanstack/react-router';
import type {ReactNode} from 'react';

import classes from './detail_page.module.css';
import {PageHeader} from './page_header.tsx';
import {QueryError} from './query_error.tsx';

export interface DetailTab {
  /** its word in the address */
  value: string;
  label: string;
  content: ReactNode;
}

interface Props<T> {
  query: UseQueryResult<T>;
  back: {to: string; label: string};
  title: (item: T) => string;
  description?: (item: T) => ReactNode;
  picture?: (item: T) => ReactNode;
  actions?: (item: T) => ReactNode;
  /** the first is what the address without a tab shows */
  tabs: (item: T) => DetailTab[];
}

/** One thing: heading, and its sides as tabs. The route has to end in `/{-$tab}`. */
export function DetailPage<T>({query, back, title, description, picture, actions, tabs}: Props<T>) {
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
      <DetailTabs tabs={tabs(data)} label={title(data)} />
    </>
  );
}

function DetailTabs({tabs, label}: {tabs: DetailTab[]; label: string}) {
  const {tab} = useParams({strict: false}) as {tab?: string};
  const navigate = useNavigate();
  const first = tabs[0]!.value;
  const current = tabs.find(({value}) => value === tab)?.value ?? first;
  const show = (value: string | null) => {
    const params = (known: object) => ({...known, tab: value === first ? undefined : value});
    void navigate({to: '.', params: params as never});
  };
  return (
    <Tabs value={current} onChange={show}>
      <div className={classes['scroller']}>
        <Tabs.List aria-label={label} className={classes['list']}>
          {tabs.map(({value, label}) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </div>
      {tabs.map(({value, content}) => (
        <Tabs.Panel key={value} value={value} pt="lg">
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
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
