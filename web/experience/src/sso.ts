// The sign-ins of companies: which one an address belongs to is up to its domain.
import {imageUrl} from '../../shared/url.ts';
import * as api from './api.ts';
import {context, type SsoConnector} from './context.ts';
import type {Step, Steps} from './steps.ts';

export const ssoConnectors = (): SsoConnector[] => {
  const {singleSignOnEnabled, ssoConnectors: all} = context.signInExperience;
  return (singleSignOnEnabled && all) || [];
};

export const withIds = (ids: readonly string[]) => ssoConnectors().filter(({id}) => ids.includes(id));

export function logosOfCompany({logo, darkLogo}: SsoConnector) {
  const light = imageUrl(logo);
  return {light, dark: imageUrl(darkLogo) ?? light};
}

export const domainOf = (email: string) => email.slice(email.indexOf('@') + 1).toLowerCase();

const answers = new Map<string, Promise<SsoConnector[]>>();

// What is typed is looked up as it goes. Nobody needs more domains, and the server is spared a script.
const most = 30;

export const hasRoom = (domain: string) => answers.has(domain) || answers.size < most;

/**
 * The connectors that have the domain. No more of an address is sent: nothing else counts, and addresses do not
 * belong into the logs on the way.
 */
export function findConnectors(domain: string): Promise<SsoConnector[]> {
  if (ssoConnectors().length === 0) return Promise.resolve([]);
  const known = answers.get(domain);
  if (known) return known;
  const asked = api.findSsoConnectors(`sso@${domain}`).then(({connectorIds}) => withIds(connectorIds));
  answers.set(domain, asked);
  asked.catch(() => answers.delete(domain));
  return asked;
}

/** Leaves for the only one, or lets the person choose. */
export async function enterSso(connectors: SsoConnector[], steps: Pick<Steps, 'go'>) {
  const [only, second] = connectors;
  if (!only || second) {
    steps.go({name: 'sso-connectors', ids: connectors.map(({id}) => id)});
    return 'staying' as const;
  }
  const {beginVisit} = await import('./visit.ts');
  await beginVisit('sso', only.id);
  return 'leaving' as const;
}

/** After a refusal of every other way in. */
export function ssoStepAfter(error: api.ApiError): Step | undefined {
  if (error.code !== 'session.sso_enabled') return undefined;
  const {ssoConnectors: named} = (error.data ?? {}) as {ssoConnectors?: unknown};
  const ids = (Array.isArray(named) ? named : []).map((one: unknown) =>
    String(typeof one === 'object' && one !== null ? (one as {id?: unknown}).id : one),
  );
  return {name: 'sso-connectors', ids, isDemanded: true};
}
