import {Button, Skeleton, Text, Title, VisuallyHidden} from '@mantine/core';
import {IconCheck} from '@tabler/icons-react';
import {useQuery} from '@tanstack/react-query';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {api, take, takePage} from '../../api/client.ts';
import classes from './get_started.module.css';

const demoApp = 'demo-app';
const ownColor = '#2f6f5e';
const forUsers = ['Traditional', 'SPA', 'Native'];

interface Step {
  name: 'application' | 'address' | 'connect' | 'sign_in' | 'email' | 'brand';
  isDone: boolean;
  to: string;
}

/** Each step is looked up, not remembered: what was undone is to be done again. */
async function loadSteps(): Promise<Step[]> {
  const [experience, applications, connectors, exchanges] = await Promise.all([
    take(api.GET('/api/sign-in-exp')),
    take(api.GET('/api/applications', {params: {query: {types: forUsers}}})),
    take(api.GET('/api/connectors')),
    takePage(
      api.GET('/api/logs', {params: {query: {logKey: 'ExchangeTokenBy.AuthorizationCode', page: 1, page_size: 1}}}),
    ),
  ]);
  const own = applications.filter(({id}) => id !== demoApp);
  const reachable = own.find(({oidcClientMetadata}) => oidcClientMetadata.redirectUris.length > 0);
  const first = own[0];
  const wasUsed = exchanges.total > 0;
  const {branding, color} = experience;
  const isBranded = Boolean(branding.logoUrl) || color.primaryColor.toLowerCase() !== ownColor;
  return [
    {name: 'application', isDone: own.length > 0, to: '/applications?new=true'},
    {
      name: 'address',
      isDone: reachable !== undefined,
      to: first ? `/applications/${first.id}` : '/applications?new=true',
    },
    {name: 'connect', isDone: wasUsed && reachable !== undefined, to: '/get-started/nextjs'},
    {name: 'sign_in', isDone: wasUsed, to: '/logs'},
    {name: 'email', isDone: connectors.some(({type}) => type === 'Email'), to: '/connectors?add=Email'},
    {name: 'brand', isDone: isBranded, to: '/sign-in-experience'},
  ];
}

export function Checklist() {
  const {t} = useTranslation('get_started');
  const {data: steps} = useQuery({queryKey: ['get-started'], queryFn: loadSteps, staleTime: 0});
  const next = steps?.find(({isDone}) => !isDone);
  return (
    <section>
      <Title order={2} size="h5" mb="sm">
        {steps && !next ? t('steps_done') : t('steps')}
      </Title>
      {!steps && <Skeleton height={350} radius="lg" />}
      {steps && (
        <ol className={classes['list']}>
          {steps.map((step, index) => (
            <li key={step.name} className={classes['item']}>
              <span className={classes['mark']} data-done={step.isDone || undefined}>
                {step.isDone ? <IconCheck size={14} stroke={3} aria-hidden /> : index + 1}
                {step.isDone && <VisuallyHidden>{t('done')}</VisuallyHidden>}
              </span>
              <div style={{flex: 1}}>
                <Text size="sm" fw={500} c={step.isDone ? 'dimmed' : undefined}>
                  {t(`step.${step.name}.title`)}
                </Text>
                {!step.isDone && (
                  <Text size="sm" c="dimmed">
                    {t(`step.${step.name}.text`)}
                  </Text>
                )}
              </div>
              {!step.isDone && (
                <Button component={Link} to={step.to} variant={step === next ? 'filled' : 'default'} size="xs">
                  {t(`step.${step.name}.action`)}
                </Button>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
