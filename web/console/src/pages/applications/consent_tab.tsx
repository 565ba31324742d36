import {MultiSelect} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {ListedResource, Reply} from '../../api/types.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {managementIndicator} from '../../data/management.ts';
import {applicationKey} from './data.ts';

const path = '/api/applications/{applicationId}/user-consent-scopes' as const;
type Consent = Reply<typeof path, 'get'>;
type OrganizationScope = Reply<'/api/organization-scopes', 'get'>[number];

// The kinds, by their words in a path and in a body.
const kinds = {
  userScopes: 'user-scopes',
  resourceScopes: 'resource-scopes',
  organizationScopes: 'organization-scopes',
  organizationResourceScopes: 'organization-resource-scopes',
} as const;
type Kind = keyof typeof kinds;
type Values = Record<Kind, string[]>;

const userScopes = [
  'profile',
  'email',
  'phone',
  'address',
  'custom_data',
  'identities',
  'roles',
  'urn:logto:scope:organizations',
  'urn:logto:scope:organization_roles',
];

const idsOf = (groups: Consent['resourceScopes']) => groups.flatMap(({scopes}) => scopes.map(({id}) => id));

const toValues = (consent: Consent): Values => ({
  userScopes: consent.userScopes,
  resourceScopes: idsOf(consent.resourceScopes),
  organizationScopes: consent.organizationScopes.map(({id}) => id),
  organizationResourceScopes: idsOf(consent.organizationResourceScopes),
});

/** The API adds several at once and removes one by one. */
async function save(applicationId: string, before: Values, after: Values) {
  const names = Object.keys(kinds) as Kind[];
  const added = Object.fromEntries(
    names.map((kind) => [kind, after[kind].filter((scope) => !before[kind].includes(scope))]),
  );
  if (Object.values(added).some((scopes) => scopes.length > 0)) {
    await api.POST(path, {params: {path: {applicationId}}, body: added as never});
  }
  for (const kind of names) {
    for (const scopeId of before[kind].filter((scope) => !after[kind].includes(scope))) {
      const one = {applicationId, scopeType: kinds[kind], scopeId};
      await api.DELETE(`${path}/{scopeType}/{scopeId}`, {params: {path: one}});
    }
  }
  await queryClient.invalidateQueries({queryKey: applicationKey(applicationId)});
}

export function ConsentTab({id}: {id: string}) {
  const query = useQuery({
    queryKey: [...applicationKey(id), 'consent'],
    queryFn: async () => {
      const [consent, resources, organizationScopes] = await Promise.all([
        take(api.GET(path, {params: {path: {applicationId: id}}})),
        take(api.GET('/api/resources', {params: {query: {includeScopes: 'true'}}})),
        take(api.GET('/api/organization-scopes', {params: {query: {page: 1, page_size: 100}}})),
      ]);
      return {consent, resources, organizationScopes};
    },
  });
  if (query.error && !query.data) return <QueryError error={query.error} retry={() => void query.refetch()} />;
  return query.data ? <ConsentForm id={id} {...query.data} /> : null;
}

interface Props {
  id: string;
  consent: Consent;
  resources: ListedResource[];
  organizationScopes: OrganizationScope[];
}

function ConsentForm({id, consent, resources, organizationScopes}: Props) {
  const {t} = useTranslation(['applications', 'common']);
  const stored = toValues(consent);
  const {form, ...edit} = useEditForm<Values>({stored, save: (values) => save(id, stored, values)});
  const resourceScopes = resources
    // The Management API cannot be consented to.
    .filter(({indicator}) => indicator !== managementIndicator)
    .map(({name, scopes = []}) => ({
      group: name,
      items: scopes.map((scope) => ({value: scope.id, label: scope.name})),
    }));
  const common = {searchable: true, hidePickedOptions: true, nothingFoundMessage: t('common:list.nothing_found')};
  return (
    <EditForm form={edit}>
      <FormSection title={t('consent.title')} description={t('consent.text')}>
        <MultiSelect
          {...common}
          label={t('consent.user')}
          description={t('consent.user_text')}
          data={userScopes}
          {...form.getInputProps('userScopes')}
        />
        <MultiSelect
          {...common}
          label={t('common:noun.api_permissions')}
          description={t('consent.resource_text')}
          data={resourceScopes}
          {...form.getInputProps('resourceScopes')}
        />
        <MultiSelect
          {...common}
          label={t('common:noun.organization_permissions')}
          description={t('consent.organization_text')}
          data={organizationScopes.map(({id, name}) => ({value: id, label: name}))}
          {...form.getInputProps('organizationScopes')}
        />
        <MultiSelect
          {...common}
          label={t('consent.organization_resource')}
          description={t('consent.organization_resource_text')}
          data={resourceScopes}
          {...form.getInputProps('organizationResourceScopes')}
        />
      </FormSection>
    </EditForm>
  );
}
