// Enterprise connectors, as several pages need them.
import {useQuery} from '@tanstack/react-query';

import {api, take} from '../api/client.ts';
import type {Reply} from '../api/types.ts';
import type {Entity} from '../components/entity_picker.tsx';

export type SsoConnector = Reply<'/api/sso-connectors/{id}', 'get'>;

export const ssoConnectorsKey = ['sso-connectors'] as const;

export const listSsoConnectors = () => take(api.GET('/api/sso-connectors'));

/** There are few: one or two a customer. */
export const useSsoConnectors = () =>
  useQuery({queryKey: [...ssoConnectorsKey, 'all'], queryFn: listSsoConnectors});

export const ssoConnectorToEntity = ({
  id,
  connectorName,
  domains,
}: Pick<SsoConnector, 'id' | 'connectorName' | 'domains'>): Entity => ({
  id,
  name: connectorName,
  detail: domains.join(', ') || undefined,
});

/** The server does not search them. */
export async function findSsoConnectors(text: string): Promise<Entity[]> {
  const words = text.trim().toLowerCase();
  const found = (await listSsoConnectors()).filter(({connectorName, name, domains}) =>
    [connectorName, name, ...domains].some((word) => word.toLowerCase().includes(words)),
  );
  return found.map(ssoConnectorToEntity);
}

