import {Group, Skeleton, Text} from '@mantine/core';
import {IconArrowDownRight, IconArrowUpRight} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import classes from './figure.module.css';

interface Props {
  label: string;
  value: number | undefined;
  /** how much more than in the time before */
  delta?: number | undefined;
  than?: 'day' | 'week' | 'month';
}

/** A number with its name, and what has become of it. */
export function Figure({label, value, delta, than}: Props) {
  const {t, i18n} = useTranslation('dashboard');
  const number = (count: number, signDisplay: 'auto' | 'exceptZero' = 'auto') =>
    new Intl.NumberFormat(i18n.language, {signDisplay}).format(count);
  return (
    <div className={classes['card']}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <div className={classes['value']} data-figure={value === undefined ? 'waiting' : 'value'}>
        {value === undefined ? <Skeleton height={26} width={70} my={6} /> : number(value)}
      </div>
      {than && (
        <Group gap={4} mih={20}>
          {delta ? <Direction delta={delta} /> : null}
          {delta !== undefined && (
            <Text size="xs" c="dimmed">
              {t(`than.${than}`, {delta: number(delta, 'exceptZero')})}
            </Text>
          )}
        </Group>
      )}
    </div>
  );
}

const Direction = ({delta}: {delta: number}) =>
  delta > 0 ? (
    <IconArrowUpRight size={14} color="var(--mantine-color-gate-5)" aria-hidden />
  ) : (
    <IconArrowDownRight size={14} color="var(--mantine-color-dimmed)" aria-hidden />
  );
