import {useParams} from '@tanstack/react-router';
import type {ComponentType} from 'react';
import {useTranslation} from 'react-i18next';

import {NotFound} from '../../components/not_found.tsx';
import {PageHeader} from '../../components/page_header.tsx';
import classes from './get_started.module.css';
import type {GuideName} from './guides.ts';
import {ApiGuide} from './guides/api.tsx';
import {MachineGuide} from './guides/machine.tsx';
import {NextjsGuide} from './guides/nextjs.tsx';
import {OidcGuide} from './guides/oidc.tsx';

const contents: Record<GuideName, ComponentType> = {
  nextjs: NextjsGuide,
  oidc: OidcGuide,
  machine: MachineGuide,
  api: ApiGuide,
};

export function Guide() {
  const {t} = useTranslation('get_started');
  const {guide} = useParams({from: '/shell/get-started/$guide'});
  if (!Object.hasOwn(contents, guide)) return <NotFound />;
  const name = guide as GuideName;
  const Content = contents[name];
  return (
    <div className={classes['guide']}>
      <PageHeader
        back={{to: '/get-started', label: t('title')}}
        title={t(`guide.${name}.title`)}
        description={t(`guide.${name}.text`)}
      />
      <Content />
    </div>
  );
}
