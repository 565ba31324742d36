import {Button, ColorInput, ColorSwatch, Group, SimpleGrid, Switch, Text} from '@mantine/core';
import {IconWand} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {CodeEditor} from '../../components/code_editor.tsx';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {PictureField} from '../../components/picture_field.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {adjustedFill, toDarkVariant} from './dark_variant.ts';
import {updateExperience, type Experience, type ExperienceChanges} from './data.ts';
import {useDraft} from './preview_context.ts';

const toValues = ({color, branding, customCss}: Experience) => ({
  ...color,
  logoUrl: branding.logoUrl ?? '',
  darkLogoUrl: branding.darkLogoUrl ?? '',
  favicon: branding.favicon ?? '',
  customCss: customCss ?? '',
});
type Values = ReturnType<typeof toValues>;

function toChanges(experience: Experience, values: Values): ExperienceChanges {
  const {primaryColor, darkPrimaryColor, isDarkModeEnabled, customCss, ...addresses} = values;
  const branding: Experience['branding'] = {...experience.branding};
  for (const name of ['logoUrl', 'darkLogoUrl', 'favicon'] as const) {
    const address = addresses[name].trim();
    if (address) branding[name] = address;
    else delete branding[name];
  }
  return {
    color: {primaryColor, darkPrimaryColor, isDarkModeEnabled},
    branding,
    customCss: customCss.trim() ? customCss : null,
  };
}

const fieldOfPath = {
  'color.primaryColor': 'primaryColor',
  'color.darkPrimaryColor': 'darkPrimaryColor',
  'branding.logoUrl': 'logoUrl',
  'branding.darkLogoUrl': 'darkLogoUrl',
  'branding.favicon': 'favicon',
};

const requiredColor = check.allOf(check.required, check.color);

export function BrandingTab({experience}: {experience: Experience}) {
  const {t} = useTranslation(['sign_in_experience', 'common']);
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(experience),
    validate: {
      primaryColor: requiredColor,
      darkPrimaryColor: requiredColor,
      logoUrl: check.webAddress,
      darkLogoUrl: check.webAddress,
      favicon: check.webAddress,
    },
    fieldOfPath,
    save: (values) => updateExperience(toChanges(experience, values)),
  });
  const {values} = form;
  useDraft({settings: toChanges(experience, values)});
  const variant = toDarkVariant(values.primaryColor);
  const address = (name: 'logoUrl' | 'darkLogoUrl' | 'favicon') => (
    <PictureField label={t(`common:branding.${name}`)} {...form.getInputProps(name)} />
  );
  return (
    <EditForm form={edit}>
      <FormSection title={t('common:branding.colors')} description={t('branding.colors_text')}>
        <div>
          <ColorInput label={t('common:branding.primary')} {...form.getInputProps('primaryColor')} />
          <Adjusted color={values.primaryColor} theme="light" />
        </div>
        <Switch
          label={t('common:branding.dark_mode')}
          description={t('branding.dark_mode_text')}
          {...form.getInputProps('isDarkModeEnabled', {type: 'checkbox'})}
        />
        {values.isDarkModeEnabled && (
          <div>
            <ColorInput label={t('common:branding.dark_primary')} {...form.getInputProps('darkPrimaryColor')} />
            <Adjusted color={values.darkPrimaryColor} theme="dark" />
            {variant && variant !== values.darkPrimaryColor.toLowerCase() && (
              <Button
                mt={6}
                variant="subtle"
                size="compact-sm"
                leftSection={<IconWand size={14} />}
                onClick={() => form.setFieldValue('darkPrimaryColor', variant)}
              >
                {t('branding.derive', {color: variant})}
              </Button>
            )}
          </div>
        )}
      </FormSection>
      <FormSection title={t('branding.pictures')} description={t('branding.pictures_text')}>
        {address('logoUrl')}
        <SimpleGrid cols={{base: 1, sm: 2}}>
          {values.isDarkModeEnabled && address('darkLogoUrl')}
          {address('favicon')}
        </SimpleGrid>
      </FormSection>
      <FormSection title={t('common:branding.css')} description={t('branding.css_text')}>
        <CodeEditor label="CSS" {...form.getInputProps('customCss')} />
      </FormSection>
    </EditForm>
  );
}

/** That buttons do not have quite this colour, and why. */
function Adjusted({color, theme}: {color: string; theme: 'light' | 'dark'}) {
  const {t} = useTranslation(['sign_in_experience', 'common']);
  const fill = adjustedFill(color, theme);
  if (!fill) return null;
  return (
    <Group gap={6} mt={6} wrap="nowrap">
      <ColorSwatch color={fill} size={14} withShadow={false} aria-hidden />
      <Text size="xs" c="dimmed">
        {t('branding.adjusted', {color: fill})}
      </Text>
    </Group>
  );
}
