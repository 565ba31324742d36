import {
  IconBrandCpp,
  IconBrandNextjs,
  IconBrandNodejs,
  IconBrandReact,
  IconPlugConnected,
  IconRobot,
  IconShieldLock,
  type Icon,
} from '@tabler/icons-react';
import type {ComponentType} from 'react';

import {page} from '../../page.ts';

interface GuideRow {
  icon: Icon;
  /** what is built with it; the list has a heading for each */
  group: 'web' | 'spa' | 'machine';
  content: ComponentType;
}

/** Of one guide, with its examples: a chunk of its own. */
const guide = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name): ComponentType =>
  page(load, name);

/** By their name in the address, in the order of the list. Title and text are the phrases `guide.<name>`. */
export const guides = {
  nextjs: {
    icon: IconBrandNextjs,
    group: 'web',
    content: guide(() => import('./guides/nextjs.tsx'), 'NextjsGuide'),
  },
  'nextjs-logto': {
    icon: IconBrandNextjs,
    group: 'web',
    content: guide(() => import('./guides/nextjs_logto.tsx'), 'NextjsLogtoGuide'),
  },
  express: {
    icon: IconBrandNodejs,
    group: 'web',
    content: guide(() => import('./guides/express.tsx'), 'ExpressGuide'),
  },
  cpp: {
    icon: IconBrandCpp,
    group: 'web',
    content: guide(() => import('./guides/cpp.tsx'), 'CppGuide'),
  },
  oidc: {
    icon: IconPlugConnected,
    group: 'web',
    content: guide(() => import('./guides/oidc.tsx'), 'OidcGuide'),
  },
  react: {
    icon: IconBrandReact,
    group: 'spa',
    content: guide(() => import('./guides/react.tsx'), 'ReactGuide'),
  },
  machine: {
    icon: IconRobot,
    group: 'machine',
    content: guide(() => import('./guides/machine.tsx'), 'MachineGuide'),
  },
  api: {
    icon: IconShieldLock,
    group: 'machine',
    content: guide(() => import('./guides/api.tsx'), 'ApiGuide'),
  },
} as const satisfies Record<string, GuideRow>;

export type GuideName = keyof typeof guides;

export const groups = ['web', 'spa', 'machine'] as const;
