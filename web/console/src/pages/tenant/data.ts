// The tenant as a YAML file.
import {api, take} from '../../api/client.ts';
import type {Body, Reply} from '../../api/types.ts';

const path = '/api/configs/tenant-file' as const;
export type Plan = Reply<typeof path, 'post'>;
export type Change = Plan['changes'][number];

/** The server's limit for the request, in bytes. */
export const maxBytes = 4 * 1024 * 1024;

export const loadFile = async (withSecrets: boolean): Promise<string> => {
  const query = {withSecrets: String(withSecrets)};
  const {response, data} = await api.GET(path, {params: {query}, parseAs: 'text'});
  return (data as string | undefined) ?? response.text();
};

export const applyFile = (body: Body<typeof path, 'post'>): Promise<Plan> => take(api.POST(path, {body}));
