import {useParams} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {NotFound} from '../../components/not_found.tsx';
import {PageHeader} from '../../components/page_header.tsx';
import classes from './get_started.module.css';
import {guides, type GuideName} from './guides.ts';

export function Guide() {
  const {t} = useTranslation(['get_started', 'common']);
  const {guide} = useParams({from: '/shell/get-started/$guide'});
  if (!Object.hasOwn(guides, guide)) return <NotFound />;
  const name = guide as GuideName;
  const Content = guides[name].content;
  return (
    <div className={classes['guide']}>
      <PageHeader
        back={{to: '/get-started', label: t('common:nav.get_started')}}
        title={t(`guide.${name}.title`)}
        description={t(`guide.${name}.text`)}
      />
      <Content />
    </div>
  );
}
