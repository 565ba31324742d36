import {Anchor, Group, SimpleGrid, Stack, Title} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {PageHeader} from '../../components/page_header.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {RecentLogs} from '../logs/recent_logs.tsx';
import {ActivityChart} from './activity_chart.tsx';
import {Figure} from './figure.tsx';

const load = async () => {
  const [total, recent, active] = await Promise.all([
    take(api.GET('/api/dashboard/users/total')),
    take(api.GET('/api/dashboard/users/new')),
    take(api.GET('/api/dashboard/users/active')),
  ]);
  return {total: total.totalUserCount, recent, active};
};

export function Dashboard() {
  const {t} = useTranslation(['dashboard', 'common']);
  const {data, error, refetch} = useQuery({queryKey: ['dashboard'], queryFn: load, refetchInterval: 60_000});
  return (
    <>
      <PageHeader title={t('common:nav.dashboard')} description={t('text')} />
      {error && !data ? (
        <QueryError error={error} retry={() => void refetch()} />
      ) : (
        <Stack gap="lg">
          <SimpleGrid cols={{base: 2, md: 3}} spacing="md">
            <Figure label={t('total')} value={data?.total} />
            <Figure
              label={t('new_today')}
              value={data?.recent.today.count}
              delta={data?.recent.today.delta}
              than="day"
            />
            <Figure
              label={t('new_week')}
              value={data?.recent.last7Days.count}
              delta={data?.recent.last7Days.delta}
              than="week"
            />
            <Figure label={t('daily')} value={data?.active.dau.count} delta={data?.active.dau.delta} than="day" />
            <Figure label={t('weekly')} value={data?.active.wau.count} delta={data?.active.wau.delta} than="week" />
            <Figure label={t('monthly')} value={data?.active.mau.count} delta={data?.active.mau.delta} than="month" />
          </SimpleGrid>
          <ActivityChart curve={data?.active.dauCurve} />
          <section>
            <Group justify="space-between" mb="sm">
              <Title order={2} size="h5">
                {t('recent')}
              </Title>
              <Anchor component={Link} to="/logs" size="sm">
                {t('all_events')}
              </Anchor>
            </Group>
            <RecentLogs />
          </section>
        </Stack>
      )}
    </>
  );
}
