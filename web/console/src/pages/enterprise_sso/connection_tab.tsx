import {Stack} from '@mantine/core';
import type {FormErrors} from '@mantine/form';
import {useRef} from 'react';
import {useTranslation} from 'react-i18next';

import type {ApiError} from '../../api/api_error.ts';
import {messageOf} from '../../api/api_error.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import type {SsoConnector} from '../../data/sso_connectors.ts';
import {
  addressField,
  errorsOf,
  fetchFaultOf,
  isSaml,
  providerFaults,
  requiredFields,
  toConfig,
  toValues,
  type Field,
  type Values,
} from './connection.ts';
import {updateSsoConnector, type ProviderName} from './data.ts';
import {OidcSections} from './oidc_fields.tsx';
import {ProviderFacts} from './provider_facts.tsx';
import {ProviderValues} from './provider_values.tsx';
import {SamlSections} from './saml_fields.tsx';

const addresses: Field[] = ['issuer', 'metadataUrl', 'signInEndpoint'];
const shown: Record<'oidc' | 'saml', Field[]> = {
  oidc: ['clientId', 'clientSecret', 'issuer', 'scope', 'trustUnverifiedEmail', 'offlineAccess', 'signOutAtProvider'],
  saml: [
    'metadataUrl',
    'metadata',
    'entityId',
    'signInEndpoint',
    'x509Certificate',
    'attributeMapping',
    'signAuthnRequest',
    'requestSignatureAlgorithm',
  ],
};

/** Required fields are those of the kind and of the chosen source; addresses must be some. */
function validateFor(provider: ProviderName) {
  const fieldCheck = (field: Field) => (value: unknown, values: Values) => {
    const isNeeded = requiredFields(provider, values.source).includes(field);
    if (!isNeeded) return null;
    return check.required(String(value)) ?? (addresses.includes(field) ? check.webAddress(String(value)) : null);
  };
  const fields: Field[] = [...shown.oidc.slice(0, 3), ...shown.saml.slice(0, 5)];
  return Object.fromEntries(fields.map((field) => [field, fieldCheck(field)]));
}

/** What the provider needs of us, and we of the provider. */
export function ConnectionTab({connector}: {connector: SsoConnector}) {
  const {t} = useTranslation(['enterprise_sso', 'common']);
  const {id, providerName, config} = connector;
  const kind = isSaml(providerName) ? 'saml' : 'oidc';
  // What was sent last: a refusal is about it.
  const sent = useRef<Values>(undefined);
  const say = (reason: string) =>
    reason === 'Required' ? t('common:field.required') : t('common:field.refused', {reason: reason.replace(/\.$/, '')});
  const place = (error: ApiError): FormErrors | undefined => {
    if (!providerFaults.includes(error.code) || !sent.current) return undefined;
    const fault = fetchFaultOf(error.data);
    const sentence = fault ? t(`fetch.${fault}`) : messageOf(error);
    // Without a list of members it is about what the provider has answered.
    return (
      errorsOf(error.data, shown[kind], say) ?? {[addressField(providerName, sent.current.source)]: sentence}
    );
  };
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(config),
    validate: validateFor(providerName),
    fieldOfCode: {'single_sign_on.active_signing_key_required': 'signAuthnRequest'},
    errorsOf: place,
    save: (values) => {
      sent.current = values;
      return updateSsoConnector(id, {config: toConfig(providerName, values)});
    },
  });
  return (
    <Stack gap="md">
      <ProviderValues connector={connector} />
      <EditForm form={edit}>
        {kind === 'saml' ? (
          <SamlSections connector={connector} form={form} />
        ) : (
          <OidcSections provider={providerName} form={form} />
        )}
      </EditForm>
      <ProviderFacts connector={connector} />
    </Stack>
  );
}
