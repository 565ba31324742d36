// A program that acts by itself, with examples/curl/machine_token.sh.
import {Anchor} from '@mantine/core';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../../components/code_block.tsx';
import {context, issuer} from '../../../context.ts';
import {managementIndicator} from '../../../data/management.ts';
import {ApplicationChoice, useChosenApplication} from '../application_choice.tsx';
import {GuideFile} from '../guide_file.tsx';
import {ResourceChoice, useChosenResource} from '../resource_choice.tsx';
import {curl} from '../sources/curl.ts';
import {Step} from '../step.tsx';
import {Words} from '../words.tsx';

export function MachineGuide() {
  const {t} = useTranslation('get_started');
  const chosen = useChosenApplication('MachineToMachine');
  const {application, secret} = chosen;
  const target = useChosenResource();
  const {resource, scope} = target;
  const environment = [
    `export ISSUER=${issuer}`,
    `export APP_ID=${application?.id ?? '<App ID>'}`,
    `export APP_SECRET=${secret ?? '<App Secret>'}`,
    `export RESOURCE=${resource?.indicator ?? ''}`,
    `export SCOPE="${scope}"`,
  ].join('\n');
  const isManagement = resource?.indicator === managementIndicator;
  return (
    <>
      <Step number={1} title={t('machine.application')} text={t('machine.application_text')}>
        <ApplicationChoice {...chosen} type="MachineToMachine" name="backend" />
      </Step>
      <Step number={2} title={t('machine.role')} text={t('machine.role_text')}>
        {application && (
          <Anchor
            component={Link}
            to={isManagement ? `/applications/${application.id}` : `/applications/${application.id}/roles`}
            size="sm"
          >
            {isManagement ? t('machine.allow_management') : t('machine.roles', {name: application.name})}
          </Anchor>
        )}
      </Step>
      <Step number={3} title={t('machine.token')} text={<Words of="machine.token_text" />}>
        <ResourceChoice {...target} />
        <CodeBlock title="shell" code={environment} secret={secret} />
        <GuideFile path="machine_token.sh" code={curl.machineToken} />
        <CodeBlock title="shell" code="sh machine_token.sh" />
      </Step>
      <Step number={4} title={t('machine.call')} text={<Words of="machine.call_text" />}>
        <CodeBlock
          title="shell"
          code={`curl "${isManagement ? `${context.endpoint}/api/users` : (resource?.indicator ?? '')}" \\\n  --header "Authorization: Bearer $ACCESS_TOKEN"`}
        />
      </Step>
    </>
  );
}
