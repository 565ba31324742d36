import {Stack} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {Application} from '../../api/types.ts';
import {CopyField} from '../../components/copy_field.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {issuer} from '../../context.ts';
import {isConfidential, isMachine} from './data.ts';
import {Secrets} from './secrets.tsx';

const forUsers = [
  ['authorization', '/auth'],
  ['userinfo', '/me'],
  ['end_session', '/session/end'],
] as const;
const forAll = [
  ['token', '/token'],
  ['jwks', '/jwks'],
  ['discovery', '/.well-known/openid-configuration'],
] as const;

/** The values that a developer copies into the application. */
export function CredentialsTab({application}: {application: Application}) {
  const {t} = useTranslation(['applications', 'common']);
  const endpoints = isMachine(application) ? forAll : [...forUsers, ...forAll];
  return (
    <Stack gap="md">
      <FormSection title={t('credentials.title')} description={t('credentials.text')}>
        <CopyField label={t('id')} value={application.id} />
        <CopyField label={t('common:endpoint.issuer')} value={issuer} />
      </FormSection>
      {isConfidential(application) && <Secrets id={application.id} />}
      <FormSection title={t('endpoints.title')} description={t('endpoints.text')}>
        {endpoints.map(([name, path]) => (
          <CopyField key={name} label={t(`common:endpoint.${name}`)} value={issuer + path} />
        ))}
      </FormSection>
    </Stack>
  );
}
