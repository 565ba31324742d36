import type {UseFormReturnType} from '@mantine/form';

import type {Application} from '../../api/types.ts';
import {formatObject, parseObject} from '../../components/code_editor.tsx';
import {EditForm} from '../../components/edit_form.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {isMachine, updateApplication} from './data.ts';
import {BasicSection, CustomDataSection} from './settings_basic.tsx';
import {AddressSection, LogoutSection} from './settings_addresses.tsx';
import {MachineSection} from './settings_machine.tsx';
import {TokenSection} from './settings_tokens.tsx';

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

const toSettings = (application: Application): Settings => {
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
function toChanges(application: Application, settings: Settings) {
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

function findFaults({name, oidcClientMetadata: client, customClientMetadata: custom, customData}: Settings) {
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

export function SettingsTab({application}: {application: Application}) {
  const {form, ...edit} = useEditForm<Settings>({
    stored: toSettings(application),
    validate: findFaults,
    save: (settings) => updateApplication(application.id, toChanges(application, settings)),
  });
  return (
    <EditForm form={edit}>
      <BasicSection form={form} isMachine={isMachine(application)} />
      {isMachine(application) ? (
        <MachineSection form={form} />
      ) : (
        <>
          <AddressSection form={form} type={application.type} />
          <TokenSection form={form} />
          <LogoutSection form={form} />
        </>
      )}
      <CustomDataSection form={form} />
    </EditForm>
  );
}
