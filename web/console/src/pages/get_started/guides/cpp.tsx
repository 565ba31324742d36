// Daemun's client library in a C++ web app, with the files of examples/guides/cpp.
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../../components/code_block.tsx';
import {issuer} from '../../../context.ts';
import {GuideFile} from '../guide_file.tsx';
import {pageSecret} from '../page_secret.ts';
import {ResourceChoice, useChosenResource} from '../resource_choice.tsx';
import {cpp} from '../sources/cpp.ts';
import {Start, useStart} from '../start.tsx';
import {Step} from '../step.tsx';
import {Words} from '../words.tsx';

const install = `cmake -S client -B build/client && cmake --build build/client
cmake --install build/client --prefix /usr/local`;

const run = `cmake -S . -B build && cmake --build build
set -a && . ./.env && set +a
build/app`;

const userScope = 'openid offline_access profile email custom_data urn:logto:scope:organizations';

export function CppGuide() {
  const {t} = useTranslation('get_started');
  const start = useStart('Traditional');
  const {application, secret} = start.chosen;
  const target = useChosenResource();
  const environment = [
    `AUTH_LOGTO_ISSUER=${issuer}`,
    `AUTH_LOGTO_ID=${application?.id ?? '<App ID>'}`,
    `AUTH_LOGTO_SECRET=${secret ?? '<App Secret>'}`,
    `AUTH_SECRET=${pageSecret(application?.id ?? '')}`,
    `AUTH_URL=${start.origin}`,
  ].join('\n');

  return (
    <>
      <Start {...start} name="C++" callback="/api/auth/callback/logto" />
      <Step number={3} title={t('cpp.install')} text={<Words of="cpp.install_text" />}>
        <CodeBlock title="shell" code={install} />
        <GuideFile path=".env" code={environment} secret={secret} />
      </Step>
      <Step number={4} title={t('sdk.user')} text={<Words of="cpp.user_text" />}>
        <GuideFile path="CMakeLists.txt" code={cpp.project} />
        <GuideFile path="main.cpp" code={cpp.firstMain} />
        <CodeBlock title="shell" code={run} />
      </Step>
      <Step number={5} title={t('sdk.tokens')} text={<Words of="cpp.tokens_text" />}>
        <ResourceChoice {...target} />
        <GuideFile
          path=".env"
          code={`${environment}\n${target.environmentWith(userScope)}`}
          secret={secret}
          replaces
        />
        <GuideFile path="main.cpp" code={cpp.main} replaces />
      </Step>
    </>
  );
}
