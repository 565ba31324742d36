// Daemun's client library in a C++ web app, with the files of examples/cpp-web.
import {useMemo} from 'react';
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../../components/code_block.tsx';
import {context} from '../../../context.ts';
import {ResourceChoice, useChosenResource} from '../resource_choice.tsx';
import {cppWeb} from '../sources/cpp_web.ts';
import {randomSecret, Start, useStart} from '../start.tsx';
import {Step} from '../step.tsx';
import {Words} from '../words.tsx';

const install = `cmake -S client -B build/client && cmake --build build/client
cmake --install build/client --prefix /usr/local`;

const link = `find_package(daemun-auth REQUIRED)
target_link_libraries(app PRIVATE daemun::auth)`;

export function CppGuide() {
  const {t} = useTranslation('get_started');
  const start = useStart('Traditional');
  const {application, secret} = start.chosen;
  const target = useChosenResource();
  const authSecret = useMemo(randomSecret, []);
  const environment = [
    `AUTH_LOGTO_ISSUER=${context.endpoint}/oidc`,
    `AUTH_LOGTO_ID=${application?.id ?? '<App ID>'}`,
    `AUTH_LOGTO_SECRET=${secret ?? '<App Secret>'}`,
    `AUTH_SECRET=${authSecret}`,
    `AUTH_URL=${start.origin}`,
  ].join('\n');

  return (
    <>
      <Start {...start} name="C++" callback="/api/auth/callback/logto" />
      <Step number={3} title={t('cpp.install')} text={<Words of="cpp.install_text" />}>
        <CodeBlock title="shell" code={install} />
        <CodeBlock title="CMakeLists.txt" code={link} />
        <CodeBlock title=".env" code={environment} secret={secret} />
      </Step>
      <Step number={4} title={t('cpp.provider')} text={<Words of="cpp.provider_text" />}>
        <CodeBlock title="auth.cpp" code={`${cppWeb.profile}\n\n${cppWeb.auth}`} />
      </Step>
      <Step number={5} title={t('cpp.handlers')} text={<Words of="cpp.handlers_text" />}>
        <CodeBlock title="main.cpp" code={`${cppWeb.handlers}\n\n${cppWeb.page}`} />
      </Step>
      <Step number={6} title={t('cpp.buttons')} text={<Words of="cpp.buttons_text" />}>
        <CodeBlock title="page.cpp" code={cppWeb.button} />
        <CodeBlock title="home.cpp" code={cppWeb.home} />
      </Step>
      <Step number={7} title={t('sdk.user')} text={<Words of="cpp.user_text" />}>
        <CodeBlock title="page.cpp" code={cppWeb.claims} />
      </Step>
      <Step number={8} title={t('sdk.userinfo')} text={<Words of="sdk.userinfo_text" />}>
        <CodeBlock title="home.cpp" code={cppWeb.userinfo} />
      </Step>
      <Step number={9} title={t('sdk.tokens')} text={<Words of="sdk.tokens_text" />}>
        <ResourceChoice {...target} />
        <CodeBlock title=".env" code={target.environment} />
        <CodeBlock title="home.cpp" code={`${cppWeb.apiToken}\n\n${cppWeb.organizationToken}`} />
      </Step>
      <Step number={10} title={t('cpp.pages')} text={<Words of="cpp.pages_text" />}>
        <CodeBlock title="main.cpp" code={cppWeb.middleware} />
        <CodeBlock title="auth.cpp" code={cppWeb.store} />
      </Step>
    </>
  );
}
