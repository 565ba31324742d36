// Daemun's client library in a C++ web app, with the files of examples/guides/cpp.
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../../components/code_block.tsx';
import {authEnvironment, userScope} from '../environment.ts';
import {GuideFile} from '../guide_file.tsx';
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

export function CppGuide() {
  const {t} = useTranslation('get_started');
  const start = useStart('Traditional');
  const {secret} = start.chosen;
  const target = useChosenResource();
  const environment = authEnvironment(start);

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
