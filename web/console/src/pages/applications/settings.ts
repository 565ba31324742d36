// The settings form: from the application to its fields, and back to the changes.
import type {UseFormReturnType} from '@mantine/form';

import type {Application} from '../../api/types.ts';
import {formatObject, parseObject} from '../../components/code_editor.tsx';
import * as check from '../../components/validate.ts';
import {isMachine} from './data.ts';

export interface Settings {
  [name: string]: unknown;
  name: string;
  description: string;
  isAdmin: boolean;
  oidcClientMetadata: {redirectUris: string[]; postLogoutRedirectUris: string[]; backchannelLogoutUri: string};
  customClientMetadata: {
    corsAllowedOrigins: string[];
    refreshTokenTtlInDays: number | '';
    refreshTokenRotationGrace: number | '';
    rotateRefreshToken: boolean;
    alwaysIssueRefreshToken: boolean;
    idTokenSignedResponseAlg: string;
    claimsDialect: string;
  };
  customData: string;
}

export type SettingsForm = UseFormReturnType<Settings>;

export const toSettings = (application: Application): Settings => {
  const {oidcClientMetadata: client, customClientMetadata: custom} = application;
  return {
    name: application.name,
    description: application.description ?? '',
    isAdmin: application.isAdmin,
    oidcClientMetadata: {
      redirectUris: client.redirectUris,
      postLogoutRedirectUris: client.postLogoutRedirectUris,
      backchannelLogoutUri: client.backchannelLogoutUri ?? '',
    },
    customClientMetadata: {
      corsAllowedOrigins: custom.corsAllowedOrigins ?? [],
      refreshTokenTtlInDays: custom.refreshTokenTtlInDays ?? '',
      refreshTokenRotationGrace: custom.refreshTokenRotationGrace ?? '',
      rotateRefreshToken: custom.rotateRefreshToken ?? true,
      alwaysIssueRefreshToken: custom.alwaysIssueRefreshToken ?? false,
      idTokenSignedResponseAlg: custom.idTokenSignedResponseAlg ?? '',
      claimsDialect: custom.claimsDialect ?? '',
    },
    customData: formatObject(application.customData),
  };
};

const filled = (list: string[]) => list.map((line) => line.trim()).filter(Boolean);

/** Both kinds of metadata are replaced as a whole, so what this page does not show is sent along. */
export function toChanges(application: Application, settings: Settings) {
  const {oidcClientMetadata: client, customClientMetadata: custom} = settings;
  const {backchannelLogoutUri: _, ...otherClient} = application.oidcClientMetadata;
  const {
    refreshTokenTtlInDays: __,
    refreshTokenRotationGrace: ___,
    idTokenSignedResponseAlg: ____,
    claimsDialect: _____,
    ...otherCustom
  } = application.customClientMetadata;
  const {
    refreshTokenTtlInDays: days,
    refreshTokenRotationGrace: grace,
    idTokenSignedResponseAlg: algorithm,
    claimsDialect: dialect,
  } = custom;
  const isForMachine = isMachine(application);
  return {
    name: settings.name.trim(),
    description: settings.description.trim() || null,
    ...(isForMachine && settings.isAdmin !== application.isAdmin && {isAdmin: settings.isAdmin}),
    ...(!isForMachine && {
      oidcClientMetadata: {
        ...otherClient,
        redirectUris: filled(client.redirectUris),
        postLogoutRedirectUris: filled(client.postLogoutRedirectUris),
        ...(client.backchannelLogoutUri.trim() && {backchannelLogoutUri: client.backchannelLogoutUri.trim()}),
      },
      customClientMetadata: {
        ...otherCustom,
        corsAllowedOrigins: filled(custom.corsAllowedOrigins),
        rotateRefreshToken: custom.rotateRefreshToken,
        alwaysIssueRefreshToken: custom.alwaysIssueRefreshToken,
        ...(days !== '' && {refreshTokenTtlInDays: days}),
        ...(grace !== '' && {refreshTokenRotationGrace: grace}),
        ...(algorithm && {idTokenSignedResponseAlg: algorithm as 'ES256' | 'ES384' | 'RS256'}),
        ...(dialect && {claimsDialect: dialect as 'logto' | 'standard'}),
      },
    }),
    customData: parseObject(settings.customData) as Record<string, unknown>,
  };
}

export function findFaults({name, oidcClientMetadata: client, customClientMetadata: custom, customData}: Settings) {
  const faults = {
    name: check.name(name),
    'oidcClientMetadata.backchannelLogoutUri': check.webAddress(client.backchannelLogoutUri),
    'customClientMetadata.refreshTokenTtlInDays': check.between(1, 180)(custom.refreshTokenTtlInDays),
    'customClientMetadata.refreshTokenRotationGrace': check.between(0, 3600)(custom.refreshTokenRotationGrace),
    customData: check.jsonObject(customData),
    ...check.eachOf('oidcClientMetadata.redirectUris', client.redirectUris, check.anyAddress),
    ...check.eachOf('oidcClientMetadata.postLogoutRedirectUris', client.postLogoutRedirectUris, check.anyAddress),
    ...check.eachOf('customClientMetadata.corsAllowedOrigins', custom.corsAllowedOrigins, check.webAddress),
  };
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== null));
}
