// Pages that few visits need are loaded when they are shown.
import {type ComponentType, lazy} from 'react';

export const later = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({default: await load()})) as unknown as ComponentType<Props>;
