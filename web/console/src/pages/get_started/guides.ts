import {IconBrandNextjs, IconPlugConnected, IconRobot, IconShieldLock, type Icon} from '@tabler/icons-react';

export const guides = {
  nextjs: IconBrandNextjs,
  oidc: IconPlugConnected,
  machine: IconRobot,
  api: IconShieldLock,
} as const satisfies Record<string, Icon>;

export type GuideName = keyof typeof guides;
