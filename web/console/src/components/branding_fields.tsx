// Logos and colours of an application or organization on the sign-in pages.
import {ColorInput, SimpleGrid, Switch} from '@mantine/core';
import type {ComponentProps} from 'react';
import {useTranslation} from 'react-i18next';

import {CodeEditor} from './code_editor.tsx';
import {FormSection} from './form_section.tsx';
import {PictureField} from './picture_field.tsx';
import * as check from './validate.ts';

const noColor = {primaryColor: '', darkPrimaryColor: '', isDarkModeEnabled: true};
const noBranding = {logoUrl: '', darkLogoUrl: '', favicon: '', darkFavicon: ''};

// A type, because forms want an index signature.
type Look = {
  color: typeof noColor;
  branding: typeof noBranding;
  customCss: string;
};

interface Stored {
  color: Partial<typeof noColor>;
  branding: Partial<typeof noBranding>;
  customCss: string | null;
}

export const toLook = (stored: Stored | null): Look => ({
  color: {...noColor, ...stored?.color},
  branding: {...noBranding, ...stored?.branding},
  customCss: stored?.customCss ?? '',
});

const filled = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== '')) as Partial<T>;

/** Empty fields use the tenant's values. */
export const fromLook = ({color, branding, customCss}: Look): Stored => ({
  color: filled(color),
  branding: filled(branding),
  customCss: customCss.trim() || null,
});

export const checkLook = {
  color: {primaryColor: check.color, darkPrimaryColor: check.color},
  branding: {
    logoUrl: check.webAddress,
    darkLogoUrl: check.webAddress,
    favicon: check.webAddress,
    darkFavicon: check.webAddress,
  },
};

/** A form whose values are a look, and maybe more. */
interface Props {
  form: {getInputProps: (path: string, options?: {type: 'checkbox'}) => object};
}

interface LogoProps {
  form: {getInputProps: (path: string) => Omit<ComponentProps<typeof PictureField>, 'label'>};
}

export function LogoFields({form}: LogoProps) {
  const {t} = useTranslation();
  const names = Object.keys(noBranding) as (keyof typeof noBranding)[];
  return (
    <SimpleGrid cols={{base: 1, sm: 2}}>
      {names.map((name) => (
        <PictureField key={name} label={t(`branding.${name}`)} {...form.getInputProps(`branding.${name}`)} />
      ))}
    </SimpleGrid>
  );
}

export function ColorSection({form}: Props) {
  const {t} = useTranslation();
  return (
    <FormSection title={t('branding.colors')} description={t('branding.colors_text')}>
      <SimpleGrid cols={{base: 1, sm: 2}}>
        <ColorInput label={t('branding.primary')} {...form.getInputProps('color.primaryColor')} />
        <ColorInput label={t('branding.dark_primary')} {...form.getInputProps('color.darkPrimaryColor')} />
      </SimpleGrid>
      <Switch label={t('branding.dark_mode')} {...form.getInputProps('color.isDarkModeEnabled', {type: 'checkbox'})} />
    </FormSection>
  );
}

interface CssProps {
  form: {getInputProps: (path: 'customCss') => Omit<ComponentProps<typeof CodeEditor>, 'label'>};
}

export function CssSection({form}: CssProps) {
  const {t} = useTranslation();
  return (
    <FormSection title={t('branding.css')} description={t('branding.css_text')}>
      <CodeEditor label="CSS" {...form.getInputProps('customCss')} />
    </FormSection>
  );
}
