// The Logto SDK in a Next.js app, with the files of examples/nextjs-logto.
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../../components/code_block.tsx';
import {logtoEnvironment} from '../environment.ts';
import {GuideFile} from '../guide_file.tsx';
import {ResourceChoice, useChosenResource} from '../resource_choice.tsx';
import {nextjsLogto} from '../sources/nextjs_logto.ts';
import {Start, useStart} from '../start.tsx';
import {Step} from '../step.tsx';
import {Words} from '../words.tsx';

export function NextjsLogtoGuide() {
  const {t} = useTranslation('get_started');
  const start = useStart('Traditional');
  const {secret} = start.chosen;
  const target = useChosenResource();
  const environment = logtoEnvironment(start, 'LOGTO_COOKIE_SECRET');

  return (
    <>
      <Start {...start} name="Next.js" callback="/callback" signsOut />
      <Step number={3} title={t('sdk.install')} text={<Words of="nextjs_logto.install_text" />}>
        <CodeBlock title="shell" code="npm install @logto/next" />
        <GuideFile path=".env.local" code={environment} secret={secret} />
        <GuideFile path="app/logto.ts" code={nextjsLogto.config} />
      </Step>
      <Step number={4} title={t('nextjs_logto.callback')} text={<Words of="nextjs_logto.callback_text" />}>
        <GuideFile path="app/callback/route.ts" code={nextjsLogto.callback} />
        <GuideFile path="app/reason.ts" code={nextjsLogto.reason} />
      </Step>
      <Step number={5} title={t('nextjs_logto.buttons')} text={<Words of="nextjs_logto.buttons_text" />}>
        <GuideFile path="app/components/sign-in.tsx" code={nextjsLogto.signIn} />
        <GuideFile path="app/components/sign-out.tsx" code={nextjsLogto.signOut} />
        <GuideFile path="app/loading.tsx" code={nextjsLogto.loading} />
        <GuideFile path="app/page.tsx" code={nextjsLogto.firstHome} replaces />
        <CodeBlock title="shell" code="npm run dev" />
      </Step>
      <Step number={6} title={t('sdk.tokens')} text={<Words of="sdk.tokens_text" />}>
        <ResourceChoice {...target} />
        <GuideFile path=".env.local" code={`${environment}\n${target.environmentWith()}`} secret={secret} replaces />
        <GuideFile path="app/requests.ts" code={nextjsLogto.requests} />
        <GuideFile path="app/components/section.tsx" code={nextjsLogto.section} />
        <GuideFile path="app/page.tsx" code={nextjsLogto.home} replaces />
      </Step>
    </>
  );
}
