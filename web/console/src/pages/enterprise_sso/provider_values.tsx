import {useTranslation} from 'react-i18next';

import {CopyField} from '../../components/copy_field.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {context} from '../../context.ts';
import type {SsoConnector} from '../../data/sso_connectors.ts';
import {isSaml} from './connection.ts';
import {serviceProviderOf} from './state.ts';

/** Where an OpenID provider sends users back to. */
const redirectUriOf = (id: string): string => `${context.endpoint}/callback/${encodeURIComponent(id)}`;

/** What the company's administrator enters at the provider. */
export function ProviderValues({connector}: {connector: SsoConnector}) {
  const {t} = useTranslation('enterprise_sso');
  return (
    <FormSection title={t('values.title')} description={t('values.text')}>
      {isSaml(connector.providerName) ? (
        <SamlValues connector={connector} />
      ) : (
        <CopyField label={t('values.redirect')} value={redirectUriOf(connector.id)} />
      )}
    </FormSection>
  );
}

function SamlValues({connector}: {connector: SsoConnector}) {
  const {t} = useTranslation('enterprise_sso');
  const provider = serviceProviderOf(connector);
  if (!provider) return null;
  return (
    <>
      <CopyField label={t('values.acs')} description={t('values.acs_text')} value={provider.assertionConsumerServiceUrl} />
      <CopyField label={t('values.entity')} description={t('values.entity_text')} value={provider.entityId} />
    </>
  );
}
