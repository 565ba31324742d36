import {SegmentedControl, Stack, Text} from '@mantine/core';
import type {FormErrors} from '@mantine/form';
import {useTranslation} from 'react-i18next';

import type {ApiError} from '../../api/api_error.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {inLanguage, type Connector} from '../../data/connectors.ts';
import type {FormItem} from '../connectors/config_form.ts';
import {updateConnector} from '../connectors/data.ts';
import {TestMessage} from '../connectors/test_message.tsx';
import {usageTypes} from '../messages/usage_name.tsx';
import {builtInSms} from './built_in.ts';
import {BuiltInTexts} from './built_in_texts.tsx';
import {faultsOf, hasOwn, membersOf, toTexts, withoutTexts, withTexts, type Texts} from './templates.ts';
import {TextField} from './text_field.tsx';

interface Props {
  connector: Connector;
  /** the one of its configuration's items that holds the texts */
  item: FormItem;
  /** in which own texts begin */
  language: string;
}

interface Values {
  [name: string]: unknown;
  isOwn: boolean;
  texts: Texts;
}

/** What own texts begin with: the server's, or the sample of a connector whose provider keeps them. */
const beginning = (item: FormItem, language: string): unknown =>
  item.required
    ? item.defaultValue
    : usageTypes.map((usageType) => ({usageType, content: builtInSms(usageType, language)}));

export function TextsForm({connector, item, language}: Props) {
  const {t, i18n} = useTranslation(['sms_templates', 'common']);
  const {config} = connector;
  const members = membersOf(item);
  const isOwn = hasOwn(config);
  const toConfig = (values: Values) => (values.isOwn ? withTexts(config, values.texts) : withoutTexts(config));
  const errorsOf = (error: ApiError): FormErrors | undefined => {
    const sent = withTexts(config, form.values.texts)['templates'];
    const faults = error.code === 'connector.invalid_config' ? faultsOf(error.data, sent) : undefined;
    if (!faults) return undefined;
    return Object.fromEntries(
      [...faults].map(([key, reason]) => {
        const [type, member = members[0]] = key.split(' ');
        const text =
          reason === 'Required'
            ? t('common:field.required')
            : t('common:field.refused', {reason: reason.replace(/\.$/, '')});
        return [`texts.${type}.${member}`, text];
      }),
    );
  };
  const {form, ...edit} = useEditForm<Values>({
    stored: {
      isOwn: isOwn || item.required === true,
      texts: toTexts(members, isOwn ? config['templates'] : beginning(item, language)),
    },
    errorsOf,
    save: (values) => updateConnector(connector.id, {config: toConfig(values)}),
  });
  const values = form.values;
  return (
    <Stack gap="md">
      <EditForm form={edit}>
        <FormSection
          title={inLanguage(connector.name, i18n.language)}
          description={t(item.required ? 'kept_by_provider' : values.isOwn ? 'own_text' : 'built_in_text')}
        >
          {!item.required && (
            <SegmentedControl
              style={{alignSelf: 'flex-start'}}
              aria-label={t('source')}
              value={values.isOwn ? 'own' : 'built_in'}
              onChange={(next) => form.setFieldValue('isOwn', next === 'own')}
              data={[
                {value: 'built_in', label: t('built_in')},
                {value: 'own', label: t('own')},
              ]}
            />
          )}
          {!values.isOwn && <BuiltInTexts />}
          {values.isOwn && isOwn !== values.isOwn && !item.required && (
            <Text size="sm" c="dimmed" role="status">
              {t('one_language')}
            </Text>
          )}
          {values.isOwn &&
            usageTypes.map((type) => (
              <TextField
                key={type}
                type={type}
                members={members}
                language={language}
                connectorId={connector.connectorId}
                fieldProps={(member) => form.getInputProps(`texts.${type}.${member}`)}
              />
            ))}
        </FormSection>
      </EditForm>
      <TestMessage
        factoryId={connector.connectorId}
        type={connector.type}
        usageTypes={usageTypes}
        config={() => toConfig(values)}
      />
    </Stack>
  );
}
