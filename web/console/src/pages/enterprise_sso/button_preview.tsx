import {SimpleGrid} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {imageUrl} from '../../../../shared/url.ts';
import classes from './button_preview.module.css';

interface Props {
  name: string;
  logo: string;
  darkLogo: string;
}

/** The button of the sign-in page, on its two grounds. */
export function ButtonPreview({name, logo, darkLogo}: Props) {
  const {t} = useTranslation(['enterprise_sso', 'common']);
  const grounds = [
    {scheme: 'light', picture: logo, label: t('common:branding.light')},
    {scheme: 'dark', picture: darkLogo, label: t('common:branding.dark')},
  ];
  return (
    <SimpleGrid cols={{base: 1, xs: 2}}>
      {grounds.map(({scheme, picture, label}) => (
        <figure key={scheme} className={classes['figure']}>
          <div className={classes['ground']} data-scheme={scheme} aria-hidden>
            <div className={classes['button']}>
              {imageUrl(picture) && <img src={imageUrl(picture)} alt="" className={classes['logo']} />}
              <span className={classes['name']}>{t('appearance.button', {name})}</span>
            </div>
          </div>
          <figcaption className={classes['caption']}>{label}</figcaption>
        </figure>
      ))}
    </SimpleGrid>
  );
}
