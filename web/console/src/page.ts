// A page as a chunk of its own: its code and its phrases come together, when somebody goes there.
import {lazyRouteComponent} from '@tanstack/react-router';
import type {ComponentType} from 'react';

import {connection} from './api/connection.ts';
import {i18n} from './i18n.ts';

export const page = <Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
  ...namespaces: string[]
) =>
  lazyRouteComponent(
    () =>
      connection.survive(async () => {
        const [module] = await Promise.all([load(), i18n.loadNamespaces(namespaces)]);
        return module;
      }),
    name,
  );
