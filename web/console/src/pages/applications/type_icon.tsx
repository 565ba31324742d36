import {ThemeIcon} from '@mantine/core';
import {IconBrowser, IconDeviceMobile, IconRobot, IconServer, IconShield, type Icon} from '@tabler/icons-react';

import type {ApplicationType} from '../../api/types.ts';

export const creatableTypes = ['Traditional', 'SPA', 'Native', 'MachineToMachine'] as const;
export type CreatableType = (typeof creatableTypes)[number];

export const icons: Record<ApplicationType, Icon> = {
  Traditional: IconServer,
  SPA: IconBrowser,
  Native: IconDeviceMobile,
  MachineToMachine: IconRobot,
  Protected: IconShield,
  SAML: IconShield,
};

export function TypeIcon({type, size = 32}: {type: ApplicationType; size?: number}) {
  const Symbol = icons[type];
  return (
    <ThemeIcon variant="light" color="gray" bg="var(--console-hover)" size={size} radius="md" aria-hidden>
      <Symbol size={size * 0.55} stroke={1.5} />
    </ThemeIcon>
  );
}
