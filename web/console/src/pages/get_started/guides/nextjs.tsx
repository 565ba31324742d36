// Auth.js in a Next.js app, with the files of examples/nextjs-authjs.
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../../components/code_block.tsx';
import {authEnvironment, userScope} from '../environment.ts';
import {GuideFile} from '../guide_file.tsx';
import {ResourceChoice, useChosenResource} from '../resource_choice.tsx';
import {nextjs} from '../sources/nextjs_authjs.ts';
import {Start, useStart} from '../start.tsx';
import {Step} from '../step.tsx';
import {Words} from '../words.tsx';

export function NextjsGuide() {
  const {t} = useTranslation('get_started');
  const start = useStart('Traditional');
  const {secret} = start.chosen;
  const target = useChosenResource();
  const environment = authEnvironment(start);

  return (
    <>
      <Start {...start} name="Next.js" callback="/api/auth/callback/logto" />
      <Step number={3} title={t('nextjs.install')} text={<Words of="nextjs.install_text" />}>
        <CodeBlock title="shell" code="npm install next-auth@beta" />
        <GuideFile path=".env.local" code={environment} secret={secret} />
      </Step>
      <Step number={4} title={t('nextjs.provider')} text={<Words of="nextjs.provider_text" />}>
        <GuideFile path="auth.ts" code={nextjs.firstAuth} />
        <GuideFile path="app/api/auth/[...nextauth]/route.ts" code={nextjs.handlers} />
        <GuideFile path="middleware.ts" code={nextjs.middleware} />
      </Step>
      <Step number={5} title={t('nextjs.buttons')} text={<Words of="nextjs.buttons_text" />}>
        <GuideFile path="app/components/sign-in.tsx" code={nextjs.signIn} />
        <GuideFile path="app/components/sign-out.tsx" code={nextjs.signOut} />
        <GuideFile path="app/loading.tsx" code={nextjs.loading} />
        <GuideFile path="app/page.tsx" code={nextjs.firstHome} replaces />
        <CodeBlock title="shell" code="npm run dev" />
      </Step>
      <Step number={6} title={t('nextjs.user')} text={<Words of="nextjs.user_text" />}>
        <GuideFile path="app/page.tsx" code={nextjs.userHome} replaces />
      </Step>
      <Step number={7} title={t('sdk.tokens')} text={<Words of="nextjs.tokens_text" />}>
        <ResourceChoice {...target} />
        <GuideFile
          path=".env.local"
          code={`${environment}\n${target.environmentWith(userScope)}`}
          secret={secret}
          replaces
        />
        <GuideFile path="settings.ts" code={nextjs.settings} />
        <GuideFile path="auth.ts" code={nextjs.auth} replaces />
        <GuideFile path="types/next-auth.d.ts" code={nextjs.types} />
        <GuideFile path="app/lib/logto.ts" code={nextjs.requests} />
        <GuideFile path="app/components/section.tsx" code={nextjs.section} />
        <GuideFile path="app/page.tsx" code={nextjs.home} replaces />
      </Step>
    </>
  );
}
