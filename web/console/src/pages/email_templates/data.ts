// E-mail templates as their pages need them.
import {useQuery} from '@tanstack/react-query';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Reply} from '../../api/types.ts';
import type {UsageType} from '../messages/usage_name.tsx';

export type EmailTemplate = Reply<'/api/email-templates', 'get'>[number];
export type Details = EmailTemplate['details'];

export const templatesKey = ['email-templates'] as const;

export const useTemplates = () =>
  useQuery({queryKey: [...templatesKey, 'list'], queryFn: () => take(api.GET('/api/email-templates'))});

export async function saveTemplate(templateType: UsageType, languageTag: string, details: Details) {
  await api.PUT('/api/email-templates', {body: {templates: [{templateType, languageTag, details}]}});
  await queryClient.invalidateQueries({queryKey: templatesKey});
}

export async function deleteTemplate(id: string) {
  await api.DELETE('/api/email-templates/{id}', {params: {path: {id}}});
  await queryClient.invalidateQueries({queryKey: templatesKey});
}
