// How a connector reaches its provider: the configuration as fields of a form.
import type {FormErrors} from '@mantine/form';

import type {SsoConnector} from '../../data/sso_connectors.ts';
import type {ProviderName} from './data.ts';

type Config = SsoConnector['config'];

/** Where the provider's SAML metadata comes from. */
export const sources = ['url', 'xml', 'manual'] as const;
export type Source = (typeof sources)[number];

export const signatureAlgorithms = [
  {value: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', label: 'RSA-SHA256'},
  {value: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', label: 'RSA-SHA512'},
];

// A type, because forms want an index signature.
export type Values = {
  clientId: string;
  clientSecret: string;
  issuer: string;
  scope: string;
  trustUnverifiedEmail: boolean;
  offlineAccess: boolean;
  signOutAtProvider: boolean;
  source: Source;
  metadataUrl: string;
  metadata: string;
  entityId: string;
  signInEndpoint: string;
  x509Certificate: string;
  attributeMapping: {id: string; email: string; name: string};
  signAuthnRequest: boolean;
  requestSignatureAlgorithm: string;
};
export type Field = keyof Values;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const isOn = (value: unknown): boolean => value === true;

function sourceOf(config: Config): Source {
  if (textOf(config['metadata'])) return 'xml';
  return textOf(config['entityId']) ? 'manual' : 'url';
}

export function toValues(config: Config): Values {
  const mapping = (config['attributeMapping'] ?? {}) as Record<string, unknown>;
  return {
    clientId: textOf(config['clientId']),
    clientSecret: textOf(config['clientSecret']),
    issuer: textOf(config['issuer']),
    scope: textOf(config['scope']),
    trustUnverifiedEmail: isOn(config['trustUnverifiedEmail']),
    offlineAccess: isOn(config['offlineAccess']),
    signOutAtProvider: isOn(config['signOutAtProvider']),
    source: sourceOf(config),
    metadataUrl: textOf(config['metadataUrl']),
    metadata: textOf(config['metadata']),
    entityId: textOf(config['entityId']),
    signInEndpoint: textOf(config['signInEndpoint']),
    x509Certificate: textOf(config['x509Certificate']),
    attributeMapping: {id: textOf(mapping['id']), email: textOf(mapping['email']), name: textOf(mapping['name'])},
    signAuthnRequest: isOn(config['signAuthnRequest']),
    requestSignatureAlgorithm: textOf(config['requestSignatureAlgorithm']) || signatureAlgorithms[0]!.value,
  };
}

export const isSaml = (provider: ProviderName): boolean => provider === 'SAML' || provider === 'AzureAD';

const manual = ['entityId', 'signInEndpoint', 'x509Certificate'] as const;
const ofSource = {url: ['metadataUrl'], xml: ['metadata'], manual} as const;

/** Google has neither an endpoint that signs users out nor back-channel logout. */
export const hasSignOut = (provider: ProviderName): boolean => !isSaml(provider) && provider !== 'GoogleWorkspace';

/** What must be filled in. */
export function requiredFields(provider: ProviderName, source: Source): readonly Field[] {
  if (isSaml(provider)) return ofSource[source];
  return provider === 'GoogleWorkspace' ? ['clientId', 'clientSecret'] : ['issuer', 'clientId', 'clientSecret'];
}

const filled = (object: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(object)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value),
  );

/** Only the members that the kind of provider has: of the SAML sources, the chosen one. */
export function toConfig(provider: ProviderName, values: Values): Config {
  const texts = Object.fromEntries(
    requiredFields(provider, values.source).map((field) => [field, values[field] as string]),
  );
  if (isSaml(provider)) {
    const {signAuthnRequest, requestSignatureAlgorithm, attributeMapping} = values;
    return {
      ...filled(texts),
      attributeMapping: filled(attributeMapping),
      signAuthnRequest,
      ...(signAuthnRequest && {requestSignatureAlgorithm}),
    };
  }
  const {scope, trustUnverifiedEmail, offlineAccess, signOutAtProvider} = values;
  return {
    ...filled({...texts, scope}),
    trustUnverifiedEmail,
    ...(hasSignOut(provider) ? {signOutAtProvider} : {offlineAccess}),
  };
}

/** The field that says where the provider is. */
export const addressField = (provider: ProviderName, source: Source): Field =>
  isSaml(provider) ? (source === 'manual' ? 'x509Certificate' : ofSource[source][0]) : requiredFields(provider, source)[0]!;

/** Refusals that are about what the provider answers, not about a member of the configuration. */
export const providerFaults = ['connector.invalid_config', 'connector.invalid_metadata', 'connector.invalid_certificate'];

const fetchFaults = ['blocked_address', 'resolve_failed', 'connect_failed', 'tls_failed', 'timed_out'] as const;
export type FetchFault = (typeof fetchFaults)[number];

/** Why the server has no document of the provider; undefined where it has one, or none of these is the reason. */
export function fetchFaultOf(data: unknown): FetchFault | undefined {
  const {message, error} = (data ?? {}) as {message?: unknown; error?: unknown};
  return message === 'fail_to_fetch_config' ? fetchFaults.find((fault) => fault === error) : undefined;
}

interface Issue {
  path?: unknown[];
  message?: string;
}

/** What the server finds wrong in the configuration, by field; undefined if a field is not there to show it. */
export function errorsOf(data: unknown, shown: readonly Field[], say: (reason: string) => string): FormErrors | undefined {
  const issues = (data as {issues?: Issue[]} | null | undefined)?.issues;
  if (!Array.isArray(issues) || issues.length === 0) return undefined;
  const isShown = ({path = []}: Issue) => shown.some((field) => field === path[0]);
  if (!issues.every(isShown)) return undefined;
  return Object.fromEntries(issues.map(({path = [], message = ''}) => [path.map(String).join('.'), say(message)]));
}
