import {Stack, Text, Title} from '@mantine/core';
import type {ReactNode} from 'react';

import classes from './get_started.module.css';

/** A step of a guide. */
export const Step = ({
  number,
  title,
  text,
  children,
}: {
  number: number;
  title: string;
  text: ReactNode;
  children?: ReactNode;
}) => (
  <section className={classes['step']} aria-label={title}>
    <span className={classes['mark']} aria-hidden>
      {number}
    </span>
    <Stack gap="sm">
      <Title order={2} size="h5" lh="24px">
        {title}
      </Title>
      <Text component="div" size="sm">
        {text}
      </Text>
      {children}
    </Stack>
  </section>
);
