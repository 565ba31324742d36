import {Code} from '@mantine/core';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {Facts} from '../../components/facts.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {Time} from '../../components/time.tsx';
import type {SsoConnector} from '../../data/sso_connectors.ts';
import {identityProviderOf} from './state.ts';

const long = (text: string) => <span style={{overflowWrap: 'anywhere'}}>{text}</span>;

/** What the provider says about itself, as the server read it; nothing before there is a configuration. */
export function ProviderFacts({connector}: {connector: SsoConnector}) {
  const {t} = useTranslation('enterprise_sso');
  const facts = connector.providerType === 'saml' ? samlFacts(connector, t) : oidcFacts(connector, t);
  if (facts.length === 0) return null;
  return (
    <FormSection title={t('facts.title')} description={t('facts.text')}>
      <Facts facts={facts} />
    </FormSection>
  );
}

type Words = ReturnType<typeof useTranslation<'enterprise_sso'>>['t'];
type Rows = [string, ReactNode][];

const endpoints = ['authorizationEndpoint', 'tokenEndpoint', 'userinfoEndpoint', 'jwksUri'] as const;

function oidcFacts({providerConfig}: SsoConnector, t: Words): Rows {
  const textOf = (name: string) => {
    const value = providerConfig?.[name];
    return typeof value === 'string' ? value : undefined;
  };
  return (['issuer', ...endpoints, 'scope'] as const).flatMap((name): Rows => {
    const value = textOf(name);
    return value ? [[t(`facts.${name}`), long(value)]] : [];
  });
}

function samlFacts(connector: SsoConnector, t: Words): Rows {
  const provider = identityProviderOf(connector);
  if (!provider) return [];
  const {entityId, signInEndpoint, certificateExpiresAt, x509Certificate} = provider;
  return [
    [t('facts.entityId'), long(entityId)],
    [t('facts.signInEndpoint'), long(signInEndpoint)],
    ...(certificateExpiresAt === undefined
      ? []
      : ([[t('facts.certificateExpiresAt'), <Time key="expiry" at={certificateExpiresAt} />]] satisfies Rows)),
    ...(x509Certificate
      ? ([[t('facts.certificate'), <Certificate key="certificate" text={x509Certificate} />]] satisfies Rows)
      : []),
  ];
}

const Certificate = ({text}: {text: string}) => (
  <Code block mah={140} style={{overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere'}} tabIndex={0}>
    {text}
  </Code>
);
