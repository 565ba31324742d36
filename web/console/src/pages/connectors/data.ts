// Connectors as their pages need them.
import {useQuery} from '@tanstack/react-query';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {connectorsKey, mailboxKey, useConnectors, type MessageType} from '../../data/connectors.ts';
import type {Config} from './config_form.ts';
import type {OwnChanges} from './social_form.ts';

export const messageTypes = ['Email', 'Sms'] as const satisfies MessageType[];

export const useConnector = (id: string) =>
  useQuery({
    queryKey: [...connectorsKey, id],
    queryFn: () => take(api.GET('/api/connectors/{id}', {params: {path: {id}}})),
  });

/** For whom a service is the only way in. */
export const countDependentUsers = (id: string) =>
  take(api.GET('/api/connectors/{id}/dependent-users', {params: {path: {id}}}));

export const useFactories = (isWanted = true) =>
  useQuery({
    queryKey: ['connector-factories'],
    queryFn: () => take(api.GET('/api/connector-factories')),
    staleTime: Infinity,
    enabled: isWanted,
  });

export const useFactory = (id: string) =>
  useQuery({
    queryKey: ['connector-factories', id],
    queryFn: () => take(api.GET('/api/connector-factories/{id}', {params: {path: {id}}})),
    staleTime: Infinity,
  });

/** The connector that sends such messages now. Of services that people sign in with, there are several. */
export const useCurrent = (type: string | undefined) =>
  useConnectors().data?.find((one) => one.type === type && type !== 'Social');

// What can be sent decides about other pages as well.
const refresh = () =>
  Promise.all([
    queryClient.invalidateQueries({queryKey: connectorsKey}),
    queryClient.invalidateQueries({queryKey: mailboxKey}),
    queryClient.invalidateQueries({queryKey: ['sign-in-experience']}),
  ]);

interface NewConnector extends OwnChanges {
  connectorId: string;
  config: Config;
  /** the server's choice without */
  id?: string;
}

export async function createConnector(body: NewConnector): Promise<string> {
  const {id} = await take(api.POST('/api/connectors', {body}));
  await refresh();
  return id;
}

export async function updateConnector(id: string, body: OwnChanges & {config: Config}) {
  await api.PATCH('/api/connectors/{id}', {params: {path: {id}}, body});
  await refresh();
}

export async function deleteConnector(id: string) {
  await api.DELETE('/api/connectors/{id}', {params: {path: {id}}});
  queryClient.removeQueries({queryKey: [...connectorsKey, id]});
  await refresh();
}
