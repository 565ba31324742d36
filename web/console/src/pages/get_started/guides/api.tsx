// An API that checks its tokens, with examples/protected-api.
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../../components/code_block.tsx';
import {issuer} from '../../../context.ts';
import {GuideFile} from '../guide_file.tsx';
import {ResourceChoice, useChosenResource} from '../resource_choice.tsx';
import {protectedApi} from '../sources/protected_api.ts';
import {Step} from '../step.tsx';
import {Words} from '../words.tsx';

export function ApiGuide() {
  const {t} = useTranslation('get_started');
  const target = useChosenResource();
  const {resource} = target;
  const environment = [
    `export ISSUER=${issuer}`,
    `export AUDIENCE=${resource?.indicator ?? ''}`,
    `export PERMISSION=${resource?.scopes?.[0]?.name ?? ''}`,
  ].join('\n');
  return (
    <>
      <Step number={1} title={t('api.resource')} text={<Words of="api.resource_text" />}>
        <ResourceChoice {...target} />
        <CodeBlock title="shell" code={environment} />
      </Step>
      <Step number={2} title={t('api.check')} text={<Words of="api.check_text" />}>
        <CodeBlock title="shell" code="npm install jose" />
        <GuideFile path="server.mjs" code={protectedApi.server} />
        <CodeBlock title="shell" code="node server.mjs" />
      </Step>
    </>
  );
}
