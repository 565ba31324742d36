import {Button, FileButton, Group, Select, SegmentedControl, SimpleGrid, Stack, Switch, Text, TextInput} from '@mantine/core';
import type {UseFormReturnType} from '@mantine/form';
import {IconFileUpload} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {CodeEditor} from '../../components/code_editor.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {Markdown} from '../../components/markdown.tsx';
import type {SsoConnector} from '../../data/sso_connectors.ts';
import {signatureAlgorithms, sources, type Source, type Values} from './connection.ts';

interface Props {
  connector: SsoConnector;
  form: UseFormReturnType<Values>;
}

// As the server has them when the form names none.
const defaults = {id: 'nameID', email: 'email', name: 'name'};
const attributes = ['id', 'email', 'name'] as const;

export function SamlSections({connector, form}: Props) {
  const {t} = useTranslation('enterprise_sso');
  const usual = {...defaults, ...(connector.providerConfig?.['defaultAttributeMapping'] as object | undefined)};
  return (
    <>
      <FormSection
        title={t('connection.title')}
        description={<Markdown text={t(connector.providerName === 'AzureAD' ? 'guide.AzureAD' : 'guide.SAML')} />}
      >
        <Stack gap={6}>
          <Text size="sm" fw={500}>
            {t('saml.source')}
          </Text>
          <SegmentedControl
            aria-label={t('saml.source')}
            fullWidth
            data={sources.map((value) => ({value, label: t(`saml.by.${value}`)}))}
            value={form.values.source}
            onChange={(value) => form.setFieldValue('source', value as Source)}
          />
        </Stack>
        <SourceFields form={form} />
      </FormSection>
      <FormSection title={t('saml.attributes')} description={t('saml.attributes_text')}>
        <SimpleGrid cols={{base: 1, sm: 3}}>
          {attributes.map((name) => (
            <TextInput
              key={name}
              label={t(`saml.attribute.${name}`)}
              placeholder={usual[name]}
              autoComplete="off"
              spellCheck={false}
              {...form.getInputProps(`attributeMapping.${name}`)}
            />
          ))}
        </SimpleGrid>
      </FormSection>
      <FormSection title={t('saml.requests')} description={t('saml.requests_text')}>
        <Switch
          label={t('saml.sign')}
          description={t('saml.sign_text')}
          {...form.getInputProps('signAuthnRequest', {type: 'checkbox'})}
        />
        {form.values.signAuthnRequest && (
          <Select
            label={t('saml.algorithm')}
            data={signatureAlgorithms}
            allowDeselect={false}
            styles={{wrapper: {maxWidth: 240}}}
            {...form.getInputProps('requestSignatureAlgorithm')}
          />
        )}
      </FormSection>
    </>
  );
}

function SourceFields({form}: Pick<Props, 'form'>) {
  const {t} = useTranslation('enterprise_sso');
  const text = {autoComplete: 'off', spellCheck: false, withAsterisk: true} as const;
  switch (form.values.source) {
    case 'url':
      return (
        <TextInput
          {...text}
          type="url"
          label={t('saml.metadata_url')}
          description={t('saml.metadata_url_text')}
          placeholder="https://id.example.com/saml/metadata"
          {...form.getInputProps('metadataUrl')}
        />
      );
    case 'xml':
      return <MetadataField form={form} />;
    case 'manual':
      return (
        <>
          <TextInput {...text} label={t('saml.entity_id')} {...form.getInputProps('entityId')} />
          <TextInput {...text} type="url" label={t('saml.sign_in_endpoint')} {...form.getInputProps('signInEndpoint')} />
          <CodeEditor
            label={t('saml.certificate')}
            description={t('saml.certificate_text')}
            minRows={5}
            {...form.getInputProps('x509Certificate')}
          />
        </>
      );
  }
}

const maxBytes = 256 * 1024;

function MetadataField({form}: Pick<Props, 'form'>) {
  const {t} = useTranslation('enterprise_sso');
  const [isTooLong, setTooLong] = useState(false);
  const take = async (file: File | null) => {
    if (!file) return;
    setTooLong(file.size > maxBytes);
    if (file.size <= maxBytes) form.setFieldValue('metadata', await file.text());
  };
  const {error, ...props} = form.getInputProps('metadata');
  return (
    <div>
      <CodeEditor
        label={t('saml.metadata')}
        description={t('saml.metadata_text')}
        minRows={6}
        error={isTooLong ? t('saml.metadata_long') : error}
        {...props}
      />
      <Group mt={6}>
        <FileButton accept=".xml,application/xml,text/xml,application/samlmetadata+xml" onChange={(file) => void take(file)}>
          {(button) => (
            <Button {...button} variant="default" size="compact-sm" leftSection={<IconFileUpload size={14} />}>
              {t('saml.choose_file')}
            </Button>
          )}
        </FileButton>
      </Group>
    </div>
  );
}
