import {useTranslation} from 'react-i18next';

import {CopyField} from '../../components/copy_field.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {context} from '../../context.ts';
import type {SsoConnector} from '../../data/sso_connectors.ts';
import {hasSignOut, isSaml} from './connection.ts';
import {serviceProviderOf} from './state.ts';

/** An address of this server, as the users of the tenant reach it. */
const at = (path: string): string => `${context.endpoint}/${path}`;

/** What the company's administrator enters at the provider. */
export function ProviderValues({connector}: {connector: SsoConnector}) {
  const {t} = useTranslation('enterprise_sso');
  return (
    <FormSection title={t('values.title')} description={t('values.text')}>
      {isSaml(connector.providerName) ? (
        <SamlValues connector={connector} />
      ) : (
        <OidcValues connector={connector} />
      )}
    </FormSection>
  );
}

function OidcValues({connector: {id, providerName}}: {connector: SsoConnector}) {
  const {t} = useTranslation('enterprise_sso');
  return (
    <>
      <CopyField label={t('values.redirect')} value={at(`callback/${id}`)} />
      {hasSignOut(providerName) && (
        <>
          <CopyField
            label={t('values.signed_out')}
            description={t('values.signed_out_text')}
            value={at('oidc/session/end/return')}
          />
          <CopyField
            label={t('values.back_channel')}
            description={t('values.back_channel_text')}
            value={at(`api/authn/back-channel-logout/${id}`)}
          />
        </>
      )}
    </>
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
      <CopyField
        label={t('values.metadata')}
        description={t('values.metadata_text')}
        value={at(`api/authn/single-sign-on/saml/${connector.id}/metadata`)}
      />
    </>
  );
}
