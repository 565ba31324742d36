// The sign-in experience of the tenant whose second factors are set.
import {useQuery} from '@tanstack/react-query';

import {adminApi, api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Tenant} from '../../session/session.ts';
import {experienceKey, type ExperienceChanges} from '../sign_in_experience/data.ts';

const clients = {default: api, admin: adminApi};
const keyOf = (tenant: Tenant) => (tenant === 'default' ? experienceKey : (['admin-sign-in-experience'] as const));

export const useMfaExperience = (tenant: Tenant) =>
  useQuery({queryKey: keyOf(tenant), queryFn: () => take(clients[tenant].GET('/api/sign-in-exp'))});

/** Which rules the server has facts for: settings of the server, which change with a restart only. */
export const useAdaptiveRules = (tenant: Tenant) =>
  useQuery({
    queryKey: ['adaptive-rules', tenant],
    queryFn: () => take(clients[tenant].GET('/api/systems/adaptive-mfa')),
  });

export async function updateMfa(tenant: Tenant, changes: ExperienceChanges) {
  const stored = await take(clients[tenant].PATCH('/api/sign-in-exp', {body: changes}));
  queryClient.setQueryData(keyOf(tenant), stored);
}
