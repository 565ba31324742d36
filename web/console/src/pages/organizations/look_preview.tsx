import {SimpleGrid, Text} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {imageUrl} from '../../../../shared/url.ts';
import * as check from '../../components/validate.ts';
import classes from './look_preview.module.css';

interface Props {
  name: string;
  color: {primaryColor: string; darkPrimaryColor: string; isDarkModeEnabled: boolean};
  branding: {logoUrl: string; darkLogoUrl: string};
}

/** Logo and accent as the sign-in page has them, on its two grounds. */
export function LookPreview({name, color, branding}: Props) {
  const {t} = useTranslation('organizations');
  const dark = {
    logo: branding.darkLogoUrl || branding.logoUrl,
    // The server lightens the light one; near enough for a glance.
    accent: color.darkPrimaryColor || color.primaryColor,
  };
  return (
    <SimpleGrid cols={{base: 1, xs: color.isDarkModeEnabled ? 2 : 1}}>
      <Card
        scheme="light"
        label={t('branding.light')}
        name={name}
        logo={branding.logoUrl}
        accent={color.primaryColor}
      />
      {color.isDarkModeEnabled && <Card scheme="dark" label={t('branding.dark')} name={name} {...dark} />}
    </SimpleGrid>
  );
}

interface CardProps {
  scheme: 'light' | 'dark';
  label: string;
  name: string;
  logo: string;
  accent: string;
}

function Card({scheme, label, name, logo, accent}: CardProps) {
  const {t} = useTranslation('organizations');
  const address = imageUrl(logo);
  const background = accent && check.color(accent) === null ? accent : undefined;
  return (
    <figure className={classes['figure']}>
      <div className={classes['card']} data-scheme={scheme} aria-hidden>
        {address ? (
          <img src={address} alt="" className={classes['logo']} />
        ) : (
          <Text fw={600} ta="center" lineClamp={2}>
            {name}
          </Text>
        )}
        <div className={classes['field']} />
        <div className={classes['button']} style={background ? {background} : undefined}>
          {t('branding.button')}
        </div>
      </div>
      <Text component="figcaption" size="xs" c="dimmed" mt={6}>
        {label}
      </Text>
    </figure>
  );
}
