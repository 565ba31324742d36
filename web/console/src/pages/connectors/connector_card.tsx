import {Box, Group, Text} from '@mantine/core';
import {Link} from '@tanstack/react-router';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {inLanguage} from '../../data/connectors.ts';
import classes from './connector_card.module.css';

interface Props {
  of: {name: Record<string, unknown>; description: Record<string, unknown>; logo: string};
  to: string;
  marks?: ReactNode;
}

/** A connector or a kind of connector: its logo, its name, what it does. */
export function ConnectorCard({of, to, marks}: Props) {
  const {i18n} = useTranslation();
  return (
    <Link to={to} className={classes['card']}>
      <ConnectorLogo logo={of.logo} />
      <Box miw={0} flex={1}>
        <Group gap="xs" justify="space-between">
          <Text size="sm" fw={500} style={{overflowWrap: 'anywhere'}}>
            {inLanguage(of.name, i18n.language)}
          </Text>
          {marks}
        </Group>
        <Text size="xs" c="dimmed" mt={2}>
          {inLanguage(of.description, i18n.language)}
        </Text>
      </Box>
    </Link>
  );
}

/** Drawn by the server, as a data address. */
export const ConnectorLogo = ({logo, size = 36}: {logo: string; size?: number}) => (
  <img src={logo} alt="" width={size} height={size} style={{flex: 'none', borderRadius: 8}} />
);
