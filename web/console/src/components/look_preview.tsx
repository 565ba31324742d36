import {SimpleGrid, Text} from '@mantine/core';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {imageUrl} from '../../../shared/url.ts';
import {FormSection} from './form_section.tsx';
import classes from './look_preview.module.css';
import * as check from './validate.ts';

interface Props {
  name: string;
  color: {primaryColor: string; darkPrimaryColor: string; isDarkModeEnabled: boolean};
  branding: {logoUrl: string; darkLogoUrl: string};
}

/** Logo and accent as the sign-in page has them, on its two grounds. */
export function LookPreview({name, color, branding}: Props) {
  const {t} = useTranslation();
  const dark = {
    logo: branding.darkLogoUrl || branding.logoUrl,
    // The server lightens the light one; near enough for a glance.
    accent: color.darkPrimaryColor || color.primaryColor,
  };
  return (
    <FormSection title={t('branding.preview')} description={t('branding.preview_text')}>
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
    </FormSection>
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
  const {t} = useTranslation();
  // Which picture could not be loaded: another address is another try.
  const [broken, setBroken] = useState<string>();
  const address = imageUrl(logo);
  const background = accent && check.color(accent) === null ? accent : undefined;
  return (
    <figure className={classes['figure']}>
      <div className={classes['card']} data-scheme={scheme} aria-hidden>
        {address && address !== broken ? (
          <img src={address} alt="" className={classes['logo']} onError={() => setBroken(address)} />
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
      {address && address === broken && (
        <Text size="xs" c="red" role="status">
          {t('branding.unreachable')}
        </Text>
      )}
    </figure>
  );
}
