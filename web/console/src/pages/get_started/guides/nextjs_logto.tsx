// The Logto SDK in a Next.js app, with the files of examples/nextjs-logto.
import {useMemo} from 'react';
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../../components/code_block.tsx';
import {context} from '../../../context.ts';
import {ResourceChoice, useChosenResource} from '../resource_choice.tsx';
import {nextjsLogto} from '../sources/nextjs_logto.ts';
import {randomSecret, Start, useStart} from '../start.tsx';
import {Step} from '../step.tsx';
import {Words} from '../words.tsx';

export function NextjsLogtoGuide() {
  const {t} = useTranslation('get_started');
  const start = useStart('Traditional');
  const {application, secret} = start.chosen;
  const target = useChosenResource();
  const cookieSecret = useMemo(randomSecret, []);
  const environment = [
    `LOGTO_ENDPOINT=${context.endpoint}`,
    `LOGTO_APP_ID=${application?.id ?? '<App ID>'}`,
    `LOGTO_APP_SECRET=${secret ?? '<App Secret>'}`,
    `LOGTO_BASE_URL=${start.origin}`,
    `LOGTO_COOKIE_SECRET=${cookieSecret}`,
  ].join('\n');

  return (
    <>
      <Start {...start} name="Next.js" callback="/callback" signsOut />
      <Step number={3} title={t('sdk.install')} text={<Words of="nextjs_logto.install_text" />}>
        <CodeBlock title="shell" code="npm install @logto/next" />
        <CodeBlock title=".env.local" code={environment} secret={secret} />
        <CodeBlock title="app/logto.ts" code={nextjsLogto.config} />
      </Step>
      <Step number={4} title={t('nextjs_logto.callback')} text={<Words of="nextjs_logto.callback_text" />}>
        <CodeBlock title="app/callback/route.ts" code={nextjsLogto.callback} />
        <CodeBlock title="app/reason.ts" code={nextjsLogto.reason} />
      </Step>
      <Step number={5} title={t('nextjs_logto.buttons')} text={<Words of="nextjs_logto.buttons_text" />}>
        <CodeBlock title="app/components/sign-in.tsx" code={nextjsLogto.signIn} />
        <CodeBlock title="app/components/sign-out.tsx" code={nextjsLogto.signOut} />
      </Step>
      <Step number={6} title={t('sdk.user')} text={<Words of="nextjs_logto.user_text" />}>
        <CodeBlock title="app/page.tsx" code={nextjsLogto.home} />
      </Step>
      <Step number={7} title={t('sdk.userinfo')} text={<Words of="sdk.userinfo_text" />}>
        <CodeBlock title="app/requests.ts" code={nextjsLogto.userinfo} />
      </Step>
      <Step number={8} title={t('sdk.tokens')} text={<Words of="sdk.tokens_text" />}>
        <ResourceChoice {...target} />
        <CodeBlock title=".env.local" code={target.environment} />
        <CodeBlock title="app/requests.ts" code={nextjsLogto.tokens} />
      </Step>
    </>
  );
}
