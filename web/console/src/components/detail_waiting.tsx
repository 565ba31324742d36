import {Box, Skeleton} from '@mantine/core';

import classes from './detail_page.module.css';

export const DetailWaiting = () => (
  <Box className={classes['waiting']} aria-busy>
    <Skeleton height={14} width={110} mb="lg" />
    <Skeleton height={28} width={260} mb="xs" />
    <Skeleton height={14} width={180} mb="xl" />
    <Skeleton height={220} radius="lg" />
  </Box>
);
