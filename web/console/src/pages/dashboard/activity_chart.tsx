import '@mantine/charts/styles.css';

import {AreaChart} from '@mantine/charts';
import {Skeleton, Title} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import classes from './figure.module.css';

interface Day {
  /** 2026-11-24, of UTC */
  date: string;
  count: number;
}

const height = 220;

/** How many users were here on each of the last thirty days. */
export function ActivityChart({curve}: {curve: Day[] | undefined}) {
  const {t, i18n} = useTranslation('dashboard');
  const format = new Intl.DateTimeFormat(i18n.language, {month: 'short', day: 'numeric', timeZone: 'UTC'});
  const series = t('active_users');
  const data = curve?.map(({date, count}) => ({date: format.format(new Date(date)), [series]: count}));
  const most = curve?.reduce((one, other) => (other.count > one.count ? other : one));
  return (
    <section className={classes['card']}>
      <Title order={2} size="h5" mb="md">
        {t('activity')}
      </Title>
      {data && most ? (
        <div
          role="img"
          aria-label={t('activity_summary', {count: most.count, date: format.format(new Date(most.date))})}
        >
          <AreaChart
            h={height}
            data={data}
            dataKey="date"
            series={[{name: series, color: 'gate.6'}]}
            curveType="monotone"
            withDots={false}
            gridAxis="x"
            tickLine="none"
            strokeWidth={2}
            fillOpacity={0.12}
            yAxisProps={{allowDecimals: false, width: 36}}
            xAxisProps={{minTickGap: 40}}
            valueFormatter={(value) => value.toLocaleString(i18n.language)}
          />
        </div>
      ) : (
        <Skeleton height={height} />
      )}
    </section>
  );
}
