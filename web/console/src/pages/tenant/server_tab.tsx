import {Stack} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {CopyField} from '../../components/copy_field.tsx';
import {Facts} from '../../components/facts.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {context, issuer} from '../../context.ts';
import {managementIndicator} from '../../data/management.ts';

/** Addresses, to be taken elsewhere. */
export function ServerTab() {
  const {t} = useTranslation(['tenant', 'common']);
  return (
    <Stack gap="md">
      <FormSection title={t('server.applications')} description={t('server.applications_text')}>
        <CopyField label={t('common:endpoint.issuer')} value={issuer} />
        <CopyField label={t('common:endpoint.discovery')} value={`${issuer}/.well-known/openid-configuration`} />
        <CopyField label={t('common:endpoint.jwks')} value={`${issuer}/jwks`} />
      </FormSection>
      <FormSection title={t('common:endpoint.management')} description={t('server.management_text')}>
        <CopyField label={t('server.base')} value={`${context.endpoint}/api`} />
        <CopyField label={t('server.resource')} value={managementIndicator} />
        <CopyField label={t('common:endpoint.token')} value={`${context.adminEndpoint}/oidc/token`} />
        <CopyField label={t('server.document')} value={`${context.endpoint}/api/swagger.json`} />
      </FormSection>
      <FormSection title={t('server.installation')}>
        <Facts
          facts={[
            [t('server.version'), context.version],
            [t('server.endpoint'), context.endpoint],
            [t('server.admin_endpoint'), context.adminEndpoint],
          ]}
        />
      </FormSection>
    </Stack>
  );
}
