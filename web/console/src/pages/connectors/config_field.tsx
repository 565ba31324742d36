import {Button, MultiSelect, NumberInput, PasswordInput, Select, Switch, Textarea, TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {CodeEditor} from '../../components/code_editor.tsx';
import {shortOf, type FormItem} from './config_form.ts';
import {CredentialsField} from './credentials_field.tsx';
import type {ConfigForm} from './use_config_form.ts';

/** What a field is called and said about it: in our words where we have some, else in the factory's. */
function useWords(item: FormItem) {
  const {t, i18n} = useTranslation('connectors');
  const label = i18n.exists(`connectors:label.${item.key}`) ? t(`label.${item.key}` as 'label.host') : item.label;
  const hint = i18n.exists(`connectors:hint.${item.key}`) ? t(`hint.${item.key}` as 'hint.secure') : item.description;
  // A field of the same name elsewhere has the hint, where the factory says something of it.
  const isForOthers = ['templates', 'scope'].includes(item.key) && !item.description;
  return {label, description: isForOthers ? undefined : hint};
}

export function ConfigField({item, form}: {item: FormItem; form: ConfigForm}) {
  const words = useWords(item);
  const common = {
    ...words,
    withAsterisk: item.required ?? false,
    placeholder: item.placeholder,
    ...form.getInputProps(item.key, item.type === 'Switch' ? {type: 'checkbox'} : {}),
  };
  switch (item.type) {
    case 'Switch': {
      const {withAsterisk: _, placeholder: __, ...rest} = common;
      return <Switch {...rest} />;
    }
    case 'Number':
      return (
        <NumberInput {...common} allowDecimal={false} allowNegative={false} styles={{wrapper: {maxWidth: 200}}} />
      );
    case 'Select':
      return (
        <Select
          {...common}
          data={item.selectItems.map(({value, title}) => ({value, label: shortOf(title)}))}
          allowDeselect={!item.required}
        />
      );
    case 'MultiSelect':
      return <MultiSelect {...common} data={item.selectItems.map(({value}) => value)} />;
    case 'MultilineText':
      return <Textarea {...common} autosize minRows={3} maxRows={12} />;
    case 'Json':
      return <JsonField item={item} form={form} words={words} />;
    case 'Text':
      if (item.isConfidential) return <PasswordInput {...common} autoComplete="new-password" />;
      return <TextInput {...common} autoComplete="off" spellCheck={false} />;
  }
}

interface JsonProps {
  item: FormItem;
  form: ConfigForm;
  words: {label: string; description: string | undefined};
}

function JsonField({item, form, words}: JsonProps) {
  const {t} = useTranslation('connectors');
  const {value, onChange, onBlur, error} = form.getInputProps(item.key);
  if (item.isConfidential) {
    return <CredentialsField {...words} value={String(value)} onChange={onChange} error={error} />;
  }
  // {} and [] say nothing more than the empty field does.
  const sample = JSON.stringify(item.defaultValue ?? null, null, 2);
  const hasSample = sample.length > 4 && !String(value).trim();
  return (
    <div>
      <CodeEditor {...words} value={String(value)} onChange={onChange} onBlur={onBlur} error={error} minRows={3} />
      {hasSample && (
        <Button variant="subtle" size="compact-sm" mt={4} onClick={() => onChange(sample)}>
          {t('insert_sample')}
        </Button>
      )}
    </div>
  );
}
