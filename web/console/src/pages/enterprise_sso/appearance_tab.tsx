import {SimpleGrid, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {PictureField} from '../../components/picture_field.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import type {SsoConnector} from '../../data/sso_connectors.ts';
import {ButtonPreview} from './button_preview.tsx';
import {updateSsoConnector} from './data.ts';

/** What the connector is called here, and how the sign-in page shows it. */
export function AppearanceTab({connector}: {connector: SsoConnector}) {
  const {t} = useTranslation(['enterprise_sso', 'common']);
  const {branding} = connector;
  const {form, ...edit} = useEditForm({
    stored: {
      connectorName: connector.connectorName,
      displayName: branding.displayName ?? '',
      logo: branding.logo ?? '',
      darkLogo: branding.darkLogo ?? '',
    },
    validate: {
      connectorName: check.shortName,
      displayName: check.atMost(128),
      logo: check.imageAddress,
      darkLogo: check.imageAddress,
    },
    fieldOfCode: {'single_sign_on.duplicate_connector_name': 'connectorName'},
    fieldOfPath: {'branding.displayName': 'displayName', 'branding.logo': 'logo', 'branding.darkLogo': 'darkLogo'},
    save: ({connectorName, displayName, logo, darkLogo}) =>
      updateSsoConnector(connector.id, {
        connectorName: connectorName.trim(),
        branding: {
          ...(displayName.trim() && {displayName: displayName.trim()}),
          ...(logo.trim() && {logo: logo.trim()}),
          ...(darkLogo.trim() && {darkLogo: darkLogo.trim()}),
        },
      }),
  });
  const {displayName, logo, darkLogo} = form.values;
  return (
    <EditForm form={edit}>
      <FormSection title={t('common:name')} description={t('appearance.name_text')}>
        <TextInput label={t('create.name')} autoComplete="off" {...form.getInputProps('connectorName')} />
      </FormSection>
      <FormSection title={t('appearance.title')} description={t('appearance.text')}>
        <TextInput
          label={t('appearance.display')}
          description={t('appearance.display_text')}
          placeholder={connector.name}
          autoComplete="off"
          {...form.getInputProps('displayName')}
        />
        <SimpleGrid cols={{base: 1, sm: 2}}>
          <PictureField label={t('common:branding.logoUrl')} {...form.getInputProps('logo')} />
          <PictureField label={t('common:branding.darkLogoUrl')} {...form.getInputProps('darkLogo')} />
        </SimpleGrid>
        <ButtonPreview
          name={displayName.trim() || connector.name}
          logo={logo.trim() || connector.providerLogo}
          darkLogo={darkLogo.trim() || logo.trim() || connector.providerLogoDark}
        />
      </FormSection>
    </EditForm>
  );
}
