// Auth.js in a Next.js app, with the files of examples/nextjs-authjs.
import {useMemo} from 'react';
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../../components/code_block.tsx';
import {issuer} from '../../../context.ts';
import {nextjs} from '../sources/nextjs_authjs.ts';
import {randomSecret, Start, useStart} from '../start.tsx';
import {Step} from '../step.tsx';
import {Words} from '../words.tsx';

export function NextjsGuide() {
  const {t} = useTranslation('get_started');
  const start = useStart('Traditional');
  const {application, secret} = start.chosen;
  const authSecret = useMemo(randomSecret, []);
  const environment = [
    `AUTH_LOGTO_ISSUER=${issuer}`,
    `AUTH_LOGTO_ID=${application?.id ?? '<App ID>'}`,
    `AUTH_LOGTO_SECRET=${secret ?? '<App Secret>'}`,
    `AUTH_SECRET=${authSecret}`,
    'AUTH_TRUST_HOST=true',
    'LOGTO_SCOPE="openid offline_access profile email"',
    'LOGTO_RESOURCE=',
  ].join('\n');

  return (
    <>
      <Start {...start} name="Next.js" callback="/api/auth/callback/logto" />
      <Step number={3} title={t('nextjs.install')} text={<Words of="nextjs.install_text" />}>
        <CodeBlock title="shell" code="npm install next-auth@beta" />
        <CodeBlock title=".env.local" code={environment} secret={secret} />
      </Step>
      <Step number={4} title={t('nextjs.provider')} text={<Words of="nextjs.provider_text" />}>
        <CodeBlock title="auth.ts" code={nextjs.auth} />
        <CodeBlock title="settings.ts" code={nextjs.settings} />
        <CodeBlock title="types/next-auth.d.ts" code={nextjs.types} />
      </Step>
      <Step number={5} title={t('nextjs.handlers')} text={<Words of="nextjs.handlers_text" />}>
        <CodeBlock title="app/api/auth/[...nextauth]/route.ts" code={nextjs.handlers} />
        <CodeBlock title="middleware.ts" code={nextjs.middleware} />
      </Step>
      <Step number={6} title={t('nextjs.buttons')} text={<Words of="nextjs.buttons_text" />}>
        <CodeBlock title="app/components/sign-in.tsx" code={nextjs.signIn} />
        <CodeBlock title="app/components/sign-out.tsx" code={nextjs.signOut} />
        <CodeBlock title="app/page.tsx" code={nextjs.home} />
      </Step>
      <Step number={7} title={t('nextjs.user')} text={<Words of="nextjs.user_text" />}>
        <CodeBlock title="app/page.tsx" code={nextjs.claims} />
      </Step>
      <Step number={8} title={t('nextjs.userinfo')} text={<Words of="nextjs.userinfo_text" />}>
        <CodeBlock title="app/lib/logto.ts" code={`${nextjs.ask}\n\n${nextjs.userinfo}`} />
      </Step>
      <Step number={9} title={t('nextjs.tokens')} text={<Words of="nextjs.tokens_text" />}>
        <CodeBlock title="app/lib/logto.ts" code={nextjs.tokens} />
      </Step>
    </>
  );
}
