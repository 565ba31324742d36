import {TagsInput} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {EntityPicker, type Entity} from '../../components/entity_picker.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {findOrganizationRolesOf} from '../../data/find.ts';
import {findSsoConnectors, ssoConnectorToEntity} from '../../data/sso_connectors.ts';
import {organizationKey} from './data.ts';

interface Provisioning {
  emailDomains: string[];
  connectors: Entity[];
  roles: Entity[];
}

const domains = '/api/organizations/{id}/jit/email-domains' as const;
const connectors = '/api/organizations/{id}/jit/sso-connectors' as const;
const roles = '/api/organizations/{id}/jit/roles' as const;
const provisioningKey = (id: string) => [...organizationKey(id), 'provisioning'];

async function load(id: string): Promise<Provisioning> {
  const params = {params: {path: {id}}};
  const [found, trusted, given] = await Promise.all([
    take(api.GET(domains, params)),
    take(api.GET(connectors, params)),
    take(api.GET(roles, params)),
  ]);
  return {
    emailDomains: found.map(({emailDomain}) => emailDomain),
    connectors: trusted.map(ssoConnectorToEntity),
    roles: given.map(({id, name}) => ({id, name})),
  };
}

interface Rules {
  emailDomains: string[];
  ssoConnectorIds: string[];
  organizationRoleIds: string[];
}

async function save(id: string, {emailDomains, ssoConnectorIds, organizationRoleIds}: Rules) {
  const params = {path: {id}};
  await api.PUT(domains, {params, body: {emailDomains}});
  await api.PUT(connectors, {params, body: {ssoConnectorIds}});
  await api.PUT(roles, {params, body: {organizationRoleIds}});
  await queryClient.invalidateQueries({queryKey: provisioningKey(id)});
}

/** Rules by which users become members without an invitation. */
export function ProvisioningTab({id}: {id: string}) {
  const query = useQuery({queryKey: provisioningKey(id), queryFn: () => load(id)});
  if (query.error && !query.data) return <QueryError error={query.error} retry={() => void query.refetch()} />;
  return query.data ? <ProvisioningForm id={id} provisioning={query.data} /> : null;
}

const isDomain = (text: string) => /^[^\s@.]+(\.[^\s@.]+)+$/.test(text);

function ProvisioningForm({id, provisioning}: {id: string; provisioning: Provisioning}) {
  const {t} = useTranslation('organizations');
  const {form, ...edit} = useEditForm({
    stored: {
      emailDomains: provisioning.emailDomains,
      connectorIds: provisioning.connectors.map(({id}) => id),
      roleIds: provisioning.roles.map(({id}) => id),
    },
    validate: {
      emailDomains: (list: string[]) => {
        const wrong = list.find((text) => !isDomain(text));
        return wrong === undefined ? null : t('provisioning.not_domain', {text: wrong});
      },
    },
    fieldOfPath: {organizationRoleIds: 'roleIds', ssoConnectorIds: 'connectorIds'},
    save: ({emailDomains, connectorIds, roleIds}) =>
      save(id, {emailDomains, ssoConnectorIds: connectorIds, organizationRoleIds: roleIds}),
  });
  return (
    <EditForm form={edit}>
      <FormSection title={t('provisioning.title')} description={t('provisioning.text')}>
        <TagsInput
          label={t('provisioning.domains')}
          description={t('provisioning.domains_text')}
          placeholder={form.values.emailDomains.length === 0 ? 'example.com' : undefined}
          splitChars={[',', ' ', ';']}
          acceptValueOnBlur
          comboboxProps={{disabled: true}}
          {...form.getInputProps('emailDomains')}
          onChange={(list) =>
            form.setFieldValue('emailDomains', [...new Set(list.map((text) => text.replace(/^@/, '').toLowerCase()))])
          }
        />
        <EntityPicker
          label={t('provisioning.connectors')}
          description={t('provisioning.connectors_text')}
          noun="sso-connectors"
          search={findSsoConnectors}
          known={provisioning.connectors}
          {...form.getInputProps('connectorIds')}
        />
        <EntityPicker
          label={t('provisioning.roles')}
          description={t('provisioning.roles_text')}
          noun="organization-roles-User"
          search={findOrganizationRolesOf('User')}
          known={provisioning.roles}
          {...form.getInputProps('roleIds')}
        />
      </FormSection>
    </EditForm>
  );
}
