// The Logto SDK in an Express app, with the files of examples/express.
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../../components/code_block.tsx';
import {logtoEnvironment} from '../environment.ts';
import {GuideFile} from '../guide_file.tsx';
import {ResourceChoice, useChosenResource} from '../resource_choice.tsx';
import {express} from '../sources/express.ts';
import {Start, useStart} from '../start.tsx';
import {Step} from '../step.tsx';
import {Words} from '../words.tsx';

export function ExpressGuide() {
  const {t} = useTranslation('get_started');
  const start = useStart('Traditional');
  const {secret} = start.chosen;
  const target = useChosenResource();
  const environment = logtoEnvironment(start, 'SESSION_SECRET');

  return (
    <>
      <Start {...start} name="Express" callback="/logto/sign-in-callback" signsOut />
      <Step number={3} title={t('sdk.install')} text={<Words of="express.install_text" />}>
        <CodeBlock title="shell" code="npm install @logto/express express express-session" />
        <GuideFile path=".env" code={environment} secret={secret} />
      </Step>
      <Step number={4} title={t('sdk.user')} text={<Words of="express.user_text" />}>
        <GuideFile path="server.mjs" code={express.firstServer} />
        <CodeBlock title="shell" code="node server.mjs" />
      </Step>
      <Step number={5} title={t('sdk.tokens')} text={<Words of="express.tokens_text" />}>
        <ResourceChoice {...target} />
        <GuideFile path=".env" code={`${environment}\n${target.environmentWith()}`} secret={secret} replaces />
        <GuideFile path="server.mjs" code={express.server} replaces />
        <GuideFile path="view.mjs" code={express.view} />
        <GuideFile path="public/style.css" code={express.style} />
      </Step>
    </>
  );
}
