// The Logto SDK in an Express app, with the files of examples/express.
import {useMemo} from 'react';
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../../components/code_block.tsx';
import {context} from '../../../context.ts';
import {ResourceChoice, useChosenResource} from '../resource_choice.tsx';
import {express} from '../sources/express.ts';
import {randomSecret, Start, useStart} from '../start.tsx';
import {Step} from '../step.tsx';
import {Words} from '../words.tsx';

export function ExpressGuide() {
  const {t} = useTranslation('get_started');
  const start = useStart('Traditional');
  const {application, secret} = start.chosen;
  const target = useChosenResource();
  const sessionSecret = useMemo(randomSecret, []);
  const environment = [
    `LOGTO_ENDPOINT=${context.endpoint}`,
    `LOGTO_APP_ID=${application?.id ?? '<App ID>'}`,
    `LOGTO_APP_SECRET=${secret ?? '<App Secret>'}`,
    `LOGTO_BASE_URL=${start.origin}`,
    `SESSION_SECRET=${sessionSecret}`,
  ].join('\n');

  return (
    <>
      <Start {...start} name="Express" callback="/logto/sign-in-callback" signsOut />
      <Step number={3} title={t('sdk.install')} text={<Words of="express.install_text" />}>
        <CodeBlock title="shell" code="npm install @logto/express express express-session" />
        <CodeBlock title=".env" code={environment} secret={secret} />
        <CodeBlock title="server.mjs" code={express.config} />
      </Step>
      <Step number={4} title={t('express.routes')} text={<Words of="express.routes_text" />}>
        <CodeBlock title="server.mjs" code={express.routes} />
      </Step>
      <Step number={5} title={t('sdk.user')} text={<Words of="express.user_text" />}>
        <CodeBlock title="server.mjs" code={express.claims} />
        <CodeBlock title="view.mjs" code={express.view} />
      </Step>
      <Step number={6} title={t('sdk.userinfo')} text={<Words of="sdk.userinfo_text" />}>
        <CodeBlock title="server.mjs" code={express.userinfo} />
      </Step>
      <Step number={7} title={t('sdk.tokens')} text={<Words of="sdk.tokens_text" />}>
        <ResourceChoice {...target} />
        <CodeBlock title=".env" code={target.environment} />
        <CodeBlock title="server.mjs" code={express.tokens} />
      </Step>
      <Step number={8} title={t('express.errors')} text={<Words of="express.errors_text" />}>
        <CodeBlock title="server.mjs" code={express.errors} />
      </Step>
    </>
  );
}
