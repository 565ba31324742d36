import {Stack, Text} from '@mantine/core';
import {useQuery} from '@tanstack/react-query';
import {useTranslation} from 'react-i18next';

import {api, take} from '../../api/client.ts';
import type {Resource} from '../../api/types.ts';
import {CodeBlock} from '../../components/code_block.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {isBuiltIn, resourceKey} from './data.ts';
import {authorizationRequest, checkList, machineRequest} from './requests.ts';

const first = {page: 1, page_size: 1};

async function load(resourceId: string) {
  const [[machine], [webApp], scopes] = await Promise.all([
    take(api.GET('/api/applications', {params: {query: {...first, types: 'MachineToMachine'}}})),
    take(
      api.GET('/api/applications', {
        params: {query: {...first, types: ['Traditional', 'SPA', 'Native'], isThirdParty: 'false'}},
      }),
    ),
    take(api.GET('/api/resources/{resourceId}/scopes', {params: {path: {resourceId}, query: {page: 1, page_size: 3}}})),
  ]);
  return {machine, webApp, scopes: scopes.map(({name}) => name)};
}

/** The requests that get a token for this API, with real values. */
export function UseTab({resource}: {resource: Resource}) {
  const {t} = useTranslation('resources');
  const {data, error, refetch} = useQuery({
    queryKey: [...resourceKey(resource.id), 'use'],
    queryFn: () => load(resource.id),
  });
  if (error && !data) return <QueryError error={error} retry={() => void refetch()} />;
  if (!data) return null;
  const {indicator} = resource;
  return (
    <Stack gap="md">
      {!isBuiltIn(resource) && (
        <FormSection title={t('use.user')} description={t('use.user_text')}>
          <CodeBlock
            title={data.webApp ? t('use.as', {name: data.webApp.name}) : t('use.authorization')}
            code={authorizationRequest(data.webApp, indicator, data.scopes)}
          />
        </FormSection>
      )}
      <FormSection title={t('use.machine')} description={t('use.machine_text')}>
        <CodeBlock
          title={data.machine ? t('use.as', {name: data.machine.name}) : t('use.token')}
          code={machineRequest(data.machine?.id, indicator, data.scopes)}
        />
      </FormSection>
      <FormSection title={t('use.check')} description={t('use.check_text')}>
        <CodeBlock title={t('use.claims')} code={checkList(indicator, data.scopes)} />
        <Text size="sm" c="dimmed">
          {t('use.keys')}
        </Text>
      </FormSection>
    </Stack>
  );
}
