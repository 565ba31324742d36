// Enterprise connectors as their pages need them.
import {useQuery} from '@tanstack/react-query';

import {ApiError} from '../../api/api_error.ts';
import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Body, Reply} from '../../api/types.ts';
import {ssoConnectorsKey} from '../../data/sso_connectors.ts';

export type Provider = Reply<'/api/sso-connector-providers', 'get'>[number];
export type ProviderName = Provider['providerName'];
export type SigningKey = Reply<'/api/sso-connectors/{id}/signing-keys', 'get'>[number];
export type IdpInitiated = Reply<'/api/sso-connectors/{id}/idp-initiated-auth-config', 'get'>;
export type Changes = Body<'/api/sso-connectors/{id}', 'patch'>;

const one = '/api/sso-connectors/{id}' as const;

export const ssoConnectorKey = (id: string) => [...ssoConnectorsKey, id] as const;
export const keysKey = (id: string) => [...ssoConnectorKey(id), 'signing-keys'] as const;

export const useProviders = (language: string) =>
  useQuery({
    // In the reader's language.
    queryKey: ['sso-connector-providers', language],
    queryFn: () => take(api.GET('/api/sso-connector-providers')),
    staleTime: Infinity,
  });

export const useSsoConnector = (id: string) =>
  useQuery({queryKey: ssoConnectorKey(id), queryFn: () => take(api.GET(one, {params: {path: {id}}}))});

export async function createSsoConnector(body: Body<'/api/sso-connectors', 'post'>): Promise<string> {
  const {id} = await take(api.POST('/api/sso-connectors', {body}));
  await queryClient.invalidateQueries({queryKey: ssoConnectorsKey});
  return id;
}

export async function updateSsoConnector(id: string, body: Changes) {
  await api.PATCH(one, {params: {path: {id}}, body});
  await queryClient.invalidateQueries({queryKey: ssoConnectorsKey});
}

export async function deleteSsoConnector(id: string) {
  await api.DELETE(one, {params: {path: {id}}});
  // Its own page must not be fetched once more while it is being left.
  queryClient.removeQueries({queryKey: ssoConnectorKey(id)});
  // Users, organizations and the sign-in page have lost it as well.
  await queryClient.invalidateQueries();
}

/** For whom it is the only way in. */
export const countDependentUsers = (id: string) =>
  take(api.GET('/api/sso-connectors/{id}/dependent-users', {params: {path: {id}}}));

export const useSigningKeys = (id: string, isWanted = true) =>
  useQuery({
    queryKey: keysKey(id),
    queryFn: () => take(api.GET('/api/sso-connectors/{id}/signing-keys', {params: {path: {id}}})),
    enabled: isWanted,
  });

const refreshKeys = (id: string) => queryClient.invalidateQueries({queryKey: ssoConnectorKey(id)});

export async function createSigningKey(id: string, active: boolean) {
  await api.POST('/api/sso-connectors/{id}/signing-keys', {params: {path: {id}}, body: {active}});
  await refreshKeys(id);
}

const key = '/api/sso-connectors/{id}/signing-keys/{keyId}' as const;

export async function setSigningKeyActive(id: string, keyId: string, active: boolean) {
  await api.PATCH(key, {params: {path: {id, keyId}}, body: {active}});
  await refreshKeys(id);
}

export async function deleteSigningKey(id: string, keyId: string) {
  await api.DELETE(key, {params: {path: {id, keyId}}});
  await refreshKeys(id);
}

const idpInitiated = '/api/sso-connectors/{id}/idp-initiated-auth-config' as const;
const idpInitiatedKey = (id: string) => [...ssoConnectorKey(id), 'idp-initiated'] as const;

/** Null while it is off. */
export const useIdpInitiated = (id: string) =>
  useQuery({
    queryKey: idpInitiatedKey(id),
    queryFn: async (): Promise<IdpInitiated | null> => {
      try {
        return await take(api.GET(idpInitiated, {params: {path: {id}}}));
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
  });

export async function saveIdpInitiated(id: string, body: Body<typeof idpInitiated, 'put'> | null) {
  const params = {path: {id}};
  if (body) await api.PUT(idpInitiated, {params, body});
  else await api.DELETE(idpInitiated, {params});
  await queryClient.invalidateQueries({queryKey: idpInitiatedKey(id)});
}
