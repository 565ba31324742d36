// Whether a connector can sign users in, and what it lacks.
import type {SsoConnector} from '../../data/sso_connectors.ts';
import {standingOf} from './expiry.ts';

/** What the server has read in the provider's SAML metadata. */
export interface IdentityProvider {
  entityId: string;
  signInEndpoint: string;
  x509Certificate?: string;
  certificateExpiresAt?: number;
  isCertificateValid?: boolean;
}

export interface ServiceProvider {
  entityId: string;
  assertionConsumerServiceUrl: string;
}

export const identityProviderOf = ({providerConfig}: Pick<SsoConnector, 'providerConfig'>) =>
  providerConfig?.['identityProvider'] as IdentityProvider | undefined;
export const serviceProviderOf = ({providerConfig}: Pick<SsoConnector, 'providerConfig'>) =>
  providerConfig?.['serviceProvider'] as ServiceProvider | undefined;

export type State = 'unset' | 'no_domain' | 'expired' | 'ending' | 'ready';

type Judged = Pick<SsoConnector, 'config' | 'domains' | 'providerConfig'>;

/** In the order in which an administrator has to see to it. */
export function stateOf(connector: Judged, now: number): State {
  if (Object.keys(connector.config).length === 0) return 'unset';
  const expiresAt = identityProviderOf(connector)?.certificateExpiresAt;
  const standing = expiresAt === undefined ? 'good' : standingOf(expiresAt, now);
  if (standing === 'expired') return 'expired';
  if (connector.domains.length === 0) return 'no_domain';
  return standing === 'ending' ? 'ending' : 'ready';
}
