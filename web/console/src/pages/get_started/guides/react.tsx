// The Logto SDK in a React app, with the files of examples/react.
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../../components/code_block.tsx';
import {context} from '../../../context.ts';
import {GuideFile} from '../guide_file.tsx';
import {ResourceChoice, useChosenResource} from '../resource_choice.tsx';
import {react} from '../sources/react.ts';
import {Start, useStart} from '../start.tsx';
import {Step} from '../step.tsx';
import {Words} from '../words.tsx';

// Vite gives browsers the variables with this prefix only.
const forBrowsers = (environment: string) => environment.replaceAll(/^/gm, 'VITE_');

export function ReactGuide() {
  const {t} = useTranslation('get_started');
  // Where Vite serves an app.
  const start = useStart('SPA', 'http://localhost:5173');
  const {application} = start.chosen;
  const target = useChosenResource();
  const environment = [
    `LOGTO_ENDPOINT=${context.endpoint}`,
    `LOGTO_APP_ID=${application?.id ?? '<App ID>'}`,
  ].join('\n');

  return (
    <>
      <Start {...start} name="React" callback="/callback" signsOut />
      <Step number={3} title={t('sdk.install')} text={<Words of="react.install_text" />}>
        <CodeBlock title="shell" code="npm install @logto/react" />
        <GuideFile path=".env.local" code={forBrowsers(environment)} />
        <GuideFile path="src/logto.ts" code={react.config} />
      </Step>
      <Step number={4} title={t('react.provider')} text={<Words of="react.provider_text" />}>
        <GuideFile path="src/main.tsx" code={react.main} replaces />
        <GuideFile path="src/callback.tsx" code={react.callback} />
        <GuideFile path="src/reason.ts" code={react.reason} />
      </Step>
      <Step number={5} title={t('sdk.user')} text={<Words of="react.user_text" />}>
        <GuideFile path="src/home.tsx" code={react.firstHome} />
        <CodeBlock title="shell" code="npm run dev" />
      </Step>
      <Step number={6} title={t('sdk.tokens')} text={<Words of="react.tokens_text" />}>
        <ResourceChoice {...target} />
        <GuideFile path=".env.local" code={forBrowsers(`${environment}\n${target.environmentWith()}`)} replaces />
        <GuideFile path="src/requests.tsx" code={react.requests} />
        <GuideFile path="src/home.tsx" code={react.home} replaces />
      </Step>
    </>
  );
}
