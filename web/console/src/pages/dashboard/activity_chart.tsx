import {Skeleton, Title} from '@mantine/core';
import {useResizeObserver} from '@mantine/hooks';
import {useState, type PointerEvent} from 'react';
import {useTranslation} from 'react-i18next';

import {labelsFor, smoothPath, ticksTo} from './chart.ts';
import classes from './activity_chart.module.css';
import card from './figure.module.css';

export interface Day {
  /** 2026-11-24, of UTC */
  date: string;
  count: number;
}

const height = 220;
const margin = {top: 10, right: 12, bottom: 24, left: 40};

/** How many users were here on each of the last thirty days. */
export function ActivityChart({curve}: {curve: Day[] | undefined}) {
  const {t, i18n} = useTranslation('dashboard');
  const format = new Intl.DateTimeFormat(i18n.language, {month: 'short', day: 'numeric', timeZone: 'UTC'});
  const named = curve?.map(({date, count}) => ({date: format.format(new Date(date)), count}));
  const most = named?.reduce((one, other) => (other.count > one.count ? other : one));
  return (
    <section className={card['card']}>
      <Title order={2} size="h5" mb="md">
        {t('activity')}
      </Title>
      {named && most ? (
        <div role="img" aria-label={t('activity_summary', {count: most.count, date: most.date})}>
          <Chart days={named} most={most.count} />
        </div>
      ) : (
        <Skeleton height={height} />
      )}
    </section>
  );
}

function Chart({days, most}: {days: Day[]; most: number}) {
  const {i18n} = useTranslation('dashboard');
  const [ref, {width}] = useResizeObserver();
  const [chosen, setChosen] = useState<number>();
  const number = (value: number) => value.toLocaleString(i18n.language);

  const ticks = ticksTo(most);
  const inner = {width: Math.max(width - margin.left - margin.right, 0), height: height - margin.top - margin.bottom};
  const bottom = margin.top + inner.height;
  const xOf = (index: number) => margin.left + (inner.width * index) / Math.max(days.length - 1, 1);
  const yOf = (count: number) => bottom - (inner.height * count) / ticks.at(-1)!;
  const line = smoothPath(days.map(({count}, index) => ({x: xOf(index), y: yOf(count)})));
  const choose = (event: PointerEvent<SVGSVGElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - margin.left;
    const index = Math.round((x / Math.max(inner.width, 1)) * (days.length - 1));
    setChosen(Math.min(Math.max(index, 0), days.length - 1));
  };
  const day = chosen === undefined ? undefined : days[chosen];

  return (
    <div ref={ref} className={classes['chart']}>
      {/* Its width is known after the first drawing. */}
      {width > 0 && (
        <svg width={width} height={height} aria-hidden onPointerMove={choose} onPointerLeave={() => setChosen(undefined)}>
          {ticks.map((tick) => (
            <g key={tick}>
              <line className={classes['grid']} x1={margin.left} x2={width - margin.right} y1={yOf(tick)} y2={yOf(tick)} />
              <text className={classes['label']} x={margin.left - 8} y={yOf(tick) + 4} textAnchor="end">
                {number(tick)}
              </text>
            </g>
          ))}
          {labelsFor(days.length, inner.width, 76).map((index) => (
            <text
              key={index}
              className={classes['label']}
              x={xOf(index)}
              y={height - 4}
              textAnchor={index === days.length - 1 ? 'end' : index === 0 ? 'start' : 'middle'}
            >
              {days[index]!.date}
            </text>
          ))}
          <path className={classes['area']} d={`${line}V${bottom}H${margin.left}Z`} />
          <path className={classes['line']} d={line} />
          {day && <circle className={classes['dot']} cx={xOf(chosen!)} cy={yOf(day.count)} r={4} />}
        </svg>
      )}
      {day && (
        <div
          className={classes['tip']}
          style={{top: yOf(day.count), left: xOf(chosen!)}}
          data-side={chosen! > days.length / 2 ? 'left' : 'right'}
        >
          {day.date} <b>{number(day.count)}</b>
        </div>
      )}
    </div>
  );
}
