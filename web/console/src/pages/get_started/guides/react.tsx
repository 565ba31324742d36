// The Logto SDK in a React app, with the files of examples/react.
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../../components/code_block.tsx';
import {context} from '../../../context.ts';
import {ResourceChoice, useChosenResource} from '../resource_choice.tsx';
import {react} from '../sources/react.ts';
import {Start, useStart} from '../start.tsx';
import {Step} from '../step.tsx';
import {Words} from '../words.tsx';

// Vite gives browsers the variables of this prefix.
const forBrowsers = (environment: string) => environment.replaceAll(/^/gm, 'VITE_');

export function ReactGuide() {
  const {t} = useTranslation('get_started');
  const start = useStart('SPA');
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
        <CodeBlock title=".env.local" code={forBrowsers(environment)} />
        <CodeBlock title="src/logto.ts" code={react.config} />
      </Step>
      <Step number={4} title={t('react.provider')} text={<Words of="react.provider_text" />}>
        <CodeBlock title="src/main.tsx" code={react.main} />
        <CodeBlock title="src/callback.tsx" code={react.callback} />
        <CodeBlock title="src/reason.ts" code={react.reason} />
      </Step>
      <Step number={5} title={t('sdk.user')} text={<Words of="react.user_text" />}>
        <CodeBlock title="src/home.tsx" code={react.home} />
      </Step>
      <Step number={6} title={t('sdk.tokens')} text={<Words of="react.tokens_text" />}>
        <ResourceChoice {...target} />
        <CodeBlock title=".env.local" code={forBrowsers(target.environment)} />
        <CodeBlock title="src/requests.tsx" code={react.requests} />
      </Step>
    </>
  );
}
