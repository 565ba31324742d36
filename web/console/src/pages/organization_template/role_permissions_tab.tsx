import {Anchor, MultiSelect} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {Link} from '@tanstack/react-router';
import {Trans, useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {managementIndicator} from '../../data/management.ts';
import {roleKey, rolesKey} from './data.ts';

const scopesOf = '/api/organization-roles/{id}/scopes' as const;
const resourceScopesOf = '/api/organization-roles/{id}/resource-scopes' as const;

async function load(id: string) {
  const params = {params: {path: {id}}};
  // Without a page, each is the whole list.
  const [scopes, resourceScopes, allScopes, resources] = await Promise.all([
    take(api.GET(scopesOf, params)),
    take(api.GET(resourceScopesOf, params)),
    take(api.GET('/api/organization-scopes')),
    take(api.GET('/api/resources', {params: {query: {includeScopes: 'true'}}})),
  ]);
  return {scopes, resourceScopes, allScopes, resources};
}
type Loaded = Awaited<ReturnType<typeof load>>;

async function save(id: string, organizationScopeIds: string[], scopeIds: string[]) {
  const params = {path: {id}};
  await api.PUT(scopesOf, {params, body: {organizationScopeIds}});
  await api.PUT(resourceScopesOf, {params, body: {scopeIds}});
  await queryClient.invalidateQueries({queryKey: rolesKey});
}

export function RolePermissionsTab({id}: {id: string}) {
  const query = useQuery({queryKey: [...roleKey(id), 'permissions'], queryFn: () => load(id)});
  if (query.error && !query.data) return <QueryError error={query.error} retry={() => void query.refetch()} />;
  return query.data ? <PermissionForm id={id} {...query.data} /> : null;
}

function PermissionForm({id, scopes, resourceScopes, allScopes, resources}: Loaded & {id: string}) {
  const {t} = useTranslation(['organization_template', 'common']);
  const {form, ...edit} = useEditForm({
    stored: {scopes: scopes.map(({id}) => id), resourceScopes: resourceScopes.map(({id}) => id)},
    fieldOfPath: {organizationScopeIds: 'scopes', scopeIds: 'resourceScopes'},
    save: ({scopes, resourceScopes}) => save(id, scopes, resourceScopes),
  });
  const ofResources = resources
    // No organization may administer the tenant.
    .filter(({indicator}) => indicator !== managementIndicator)
    .map(({name: group, scopes = []}) => ({
      group,
      // Several APIs have a "read".
      items: scopes.map(({id, name}) => ({value: id, label: `${name} (${group})`})),
    }));
  const common = {searchable: true, hidePickedOptions: true, nothingFoundMessage: t('common:list.nothing_found')};
  return (
    <EditForm form={edit}>
      <FormSection title={t('common:noun.organization_permissions')} description={t('role.organization_text')}>
        <MultiSelect
          {...common}
          label={t('common:noun.permissions')}
          description={
            <Trans
              t={t}
              i18nKey="role.organization_where"
              components={{a: <Anchor component={Link} to="/organization-template/permissions" inherit />}}
            />
          }
          data={allScopes.map(({id, name}) => ({value: id, label: name}))}
          {...form.getInputProps('scopes')}
        />
      </FormSection>
      <FormSection title={t('common:noun.api_permissions')} description={t('role.api_text')}>
        <MultiSelect
          {...common}
          label={t('common:noun.permissions')}
          data={ofResources}
          {...form.getInputProps('resourceScopes')}
        />
      </FormSection>
    </EditForm>
  );
}
