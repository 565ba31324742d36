import {Stack, Text, Title} from '@mantine/core';
import type {ReactNode} from 'react';

import classes from './form_section.module.css';

interface Props {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

/** A card: what the fields are about on the left, the fields on the right; one below the other on a phone. */
export const FormSection = ({title, description, children}: Props) => (
  <section className={classes['section']} aria-label={title}>
    <div>
      <Title order={2} size="h5">
        {title}
      </Title>
      {description && (
        <Text component="div" c="dimmed" size="sm" mt={4}>
          {description}
        </Text>
      )}
    </div>
    <Stack gap="md" miw={0}>
      {children}
    </Stack>
  </section>
);
