import {ColorInput, SimpleGrid, Switch, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {Organization} from '../../api/types.ts';
import {CodeEditor} from '../../components/code_editor.tsx';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {updateOrganization} from './data.ts';
import {LookPreview} from './look_preview.tsx';

const noColor = {primaryColor: '', darkPrimaryColor: '', isDarkModeEnabled: true};
const noBranding = {logoUrl: '', darkLogoUrl: '', favicon: '', darkFavicon: ''};

const toValues = ({color, branding, customCss}: Organization) => ({
  color: {...noColor, ...color},
  branding: {...noBranding, ...branding},
  customCss: customCss ?? '',
});
type Values = ReturnType<typeof toValues>;

const filled = <T extends object>(object: T): Partial<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== '')) as Partial<T>;

/** What is empty is the tenant's. */
const save = (id: string, {color, branding, customCss}: Values) =>
  updateOrganization(id, {color: filled(color), branding: filled(branding), customCss: customCss.trim() || null});

/** What the sign-in pages show to whoever signs in for this organization. */
export function BrandingTab({organization}: {organization: Organization}) {
  const {t} = useTranslation('organizations');
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(organization),
    validate: {
      color: {primaryColor: check.color, darkPrimaryColor: check.color},
      branding: {
        logoUrl: check.webAddress,
        darkLogoUrl: check.webAddress,
        favicon: check.webAddress,
        darkFavicon: check.webAddress,
      },
    },
    save: (values) => save(organization.id, values),
  });
  const address = (name: keyof typeof noBranding) => (
    <TextInput
      type="url"
      label={t(`branding.${name}`)}
      placeholder="https://"
      {...form.getInputProps(`branding.${name}`)}
    />
  );
  return (
    <EditForm form={edit}>
      <FormSection title={t('branding.title')} description={t('branding.text')}>
        <SimpleGrid cols={{base: 1, sm: 2}}>
          {address('logoUrl')}
          {address('darkLogoUrl')}
          {address('favicon')}
          {address('darkFavicon')}
        </SimpleGrid>
      </FormSection>
      <FormSection title={t('branding.colors')} description={t('branding.colors_text')}>
        <SimpleGrid cols={{base: 1, sm: 2}}>
          <ColorInput label={t('branding.primary')} {...form.getInputProps('color.primaryColor')} />
          <ColorInput label={t('branding.dark_primary')} {...form.getInputProps('color.darkPrimaryColor')} />
        </SimpleGrid>
        <Switch
          label={t('branding.dark_mode')}
          {...form.getInputProps('color.isDarkModeEnabled', {type: 'checkbox'})}
        />
      </FormSection>
      <FormSection title={t('branding.preview')} description={t('branding.preview_text')}>
        <LookPreview name={organization.name} {...form.values} />
      </FormSection>
      <FormSection title={t('branding.css')} description={t('branding.css_text')}>
        <CodeEditor label="CSS" {...form.getInputProps('customCss')} />
      </FormSection>
    </EditForm>
  );
}
