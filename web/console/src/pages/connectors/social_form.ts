// What a connector that signs users in has besides its configuration: its button, and whether profiles are updated.
import {context} from '../../context.ts';
import type {Connector} from '../../data/connectors.ts';

type Metadata = Connector['metadata'];

/** Of a connector or of the kind of a new one. */
export interface Kind {
  type: Connector['type'];
  isStandard?: boolean;
  metadata?: Metadata;
  syncProfile?: boolean;
}

export interface Own {
  target: string;
  name: string;
  nameKo: string;
  logo: string;
  logoDark: string;
  syncProfile: boolean;
}

/** What the API takes beside `config`. */
export interface OwnChanges {
  metadata?: Metadata;
  syncProfile?: boolean;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const toOwn = ({metadata, syncProfile}: Kind): Own => ({
  target: textOf(metadata?.target),
  name: textOf(metadata?.name?.['en']),
  nameKo: textOf(metadata?.name?.['ko']),
  logo: textOf(metadata?.logo),
  logoDark: textOf(metadata?.logoDark),
  syncProfile: syncProfile ?? false,
});

/** Names in other languages stay as they are. Connectors for one service have the button of their factory. */
export function fromOwn(kind: Kind, own: Own): OwnChanges {
  if (kind.type !== 'Social') return {};
  const {syncProfile} = own;
  if (!kind.isStandard) return {syncProfile};
  const {en: _, ko: __, ...others} = kind.metadata?.name ?? {};
  const name = {en: own.name.trim(), ...(own.nameKo.trim() && {ko: own.nameKo.trim()}), ...others};
  const logo = own.logo.trim();
  const metadata = {target: own.target.trim(), name, ...(logo && {logo}), logoDark: own.logoDark.trim() || null};
  return {syncProfile, metadata};
}

/** Stricter than the server, which takes every character of a token. */
export const isTarget = (text: string): boolean => /^[\w-]{1,64}$/.test(text.trim());

/** As the server makes them. */
export function makeConnectorId(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const largest = 256 - (256 % alphabet.length);
  let id = '';
  while (id.length < 12) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    id += [...bytes].flatMap((byte) => (byte < largest ? [alphabet[byte % alphabet.length]] : [])).join('');
  }
  return id.slice(0, 12);
}

export const isSaml = (factoryId: string): boolean => factoryId === 'saml';

/** Where the service sends users back to: the callback page, or what takes the response of a SAML provider. */
export const callbackOf = (id: string, factoryId: string): string =>
  `${context.endpoint}/${isSaml(factoryId) ? 'api/authn/saml' : 'callback'}/${encodeURIComponent(id)}`;

/** The guide of a kind of connector, with the address of this one. */
export const guideOf = (readme: string, callback: string): string =>
  readme.replaceAll(/<your endpoint>\/(callback|api\/authn\/saml)\/<connector ID>/g, () => callback);
