// The sign-in experience and what belongs to it, as the pages need them.
import {useQuery} from '@tanstack/react-query';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {Body, ProfileField, Reply} from '../../api/types.ts';

export type Experience = Reply<'/api/sign-in-exp', 'get'>;
export type ExperienceChanges = Body<'/api/sign-in-exp', 'patch'>;
export type Identifier = Experience['signIn']['methods'][number]['identifier'];

export const experienceKey = ['sign-in-experience'] as const;
export const phrasesKey = ['custom-phrases'] as const;
export const fieldsKey = ['custom-profile-fields'] as const;

export const useExperience = () =>
  useQuery({queryKey: experienceKey, queryFn: () => take(api.GET('/api/sign-in-exp'))});

export async function updateExperience(changes: ExperienceChanges) {
  const stored = await take(api.PATCH('/api/sign-in-exp', {body: changes}));
  queryClient.setQueryData(experienceKey, stored);
}

export const useCustomPhrases = () =>
  useQuery({queryKey: phrasesKey, queryFn: () => take(api.GET('/api/custom-phrases'))});
export type CustomPhrases = Reply<'/api/custom-phrases', 'get'>[number];

export const useProfileFields = () =>
  useQuery({queryKey: fieldsKey, queryFn: () => take(api.GET('/api/custom-profile-fields'))});
export type FieldType = ProfileField['type'];

/** Empty fields are null for the API. */
export const orNull = (text: string): string | null => text.trim() || null;
