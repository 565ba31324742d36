// OpenID Connect without a library, with the files of examples/curl.
import {useState} from 'react';
import {Stack, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../../components/code_block.tsx';
import {CopyField} from '../../../components/copy_field.tsx';
import {webAddress} from '../../../components/validate.ts';
import {issuer} from '../../../context.ts';
import {ApplicationChoice, useChosenApplication} from '../application_choice.tsx';
import {GuideFile} from '../guide_file.tsx';
import {RedirectUri} from '../redirect_uri.tsx';
import {curl} from '../sources/curl.ts';
import {Step} from '../step.tsx';
import {Words} from '../words.tsx';

export function OidcGuide() {
  const {t} = useTranslation(['get_started', 'common']);
  const chosen = useChosenApplication('Traditional');
  const {application, secret} = chosen;
  const [redirectUri, setRedirectUri] = useState('http://localhost:3000/callback');
  const isAddress = redirectUri !== '' && webAddress(redirectUri) === null;
  const environment = [
    `export ISSUER=${issuer}`,
    `export APP_ID=${application?.id ?? '<App ID>'}`,
    `export APP_SECRET=${secret ?? '<App Secret>'}`,
    `export REDIRECT_URI=${redirectUri}`,
  ].join('\n');
  return (
    <>
      <Step number={1} title={t('oidc.values')} text={<Words of="oidc.values_text" />}>
        <ApplicationChoice {...chosen} type="Traditional" name="OpenID Connect" />
        <Stack gap="xs">
          <CopyField label={t('common:endpoint.issuer')} value={issuer} />
          <CopyField label={t('common:endpoint.discovery')} value={`${issuer}/.well-known/openid-configuration`} />
        </Stack>
      </Step>
      <Step number={2} title={t('oidc.redirect')} text={t('oidc.redirect_text')}>
        <TextInput
          label={t('oidc.callback')}
          type="url"
          value={redirectUri}
          error={webAddress(redirectUri)}
          onChange={(event) => setRedirectUri(event.currentTarget.value.trim())}
        />
        {isAddress && <RedirectUri application={application} uri={redirectUri} />}
        <CodeBlock title="shell" code={environment} secret={secret} />
      </Step>
      <Step number={3} title={t('oidc.authorize')} text={<Words of="oidc.authorize_text" />}>
        <GuideFile path="authorization_url.sh" code={curl.authorizationUrl} />
        <CodeBlock title="shell" code="sh authorization_url.sh" />
      </Step>
      <Step number={4} title={t('oidc.exchange')} text={<Words of="oidc.exchange_text" />}>
        <GuideFile path="exchange_code.sh" code={curl.exchangeCode} />
        <CodeBlock title="shell" code={'sh exchange_code.sh "$CODE"'} />
      </Step>
      <Step number={5} title={t('oidc.userinfo')} text={<Words of="oidc.userinfo_text" />}>
        <GuideFile path="userinfo.sh" code={curl.userinfo} />
        <CodeBlock title="shell" code={'sh userinfo.sh "$ACCESS_TOKEN"'} />
      </Step>
      <Step number={6} title={t('oidc.refresh')} text={<Words of="oidc.refresh_text" />}>
        <GuideFile path="refresh.sh" code={curl.refresh} />
        <CodeBlock title="shell" code={'sh refresh.sh "$REFRESH_TOKEN"'} />
      </Step>
    </>
  );
}
