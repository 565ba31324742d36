// The form of a connector, new or stored.
import type {FormErrors} from '@mantine/form';
import {useTranslation} from 'react-i18next';

import type {ApiError} from '../../api/api_error.ts';
import {useEditForm} from '../../components/use_edit_form.ts';
import {faultOf, issuesOf, toConfig, toValues, type Config, type FormItem, type Values} from './config_form.ts';

interface Options {
  items: FormItem[];
  /** what is stored; of a new one nothing */
  config: Config;
  save: (config: Config) => Promise<unknown>;
}

export function useConfigForm({items, config, save}: Options) {
  const {t} = useTranslation(['connectors', 'common']);
  const sentences = {required: t('common:field.required'), json: t('invalid_json')};
  const check = (item: FormItem) => (_: unknown, values: Values) => {
    const fault = faultOf(item, values);
    return fault && sentences[fault];
  };
  const errorsOf = (error: ApiError): FormErrors | undefined => {
    const issues = error.code === 'connector.invalid_config' ? issuesOf(error.data) : undefined;
    // Only a field that is here can show it.
    if (!issues || ![...issues.keys()].every((key) => items.some((item) => item.key === key))) return undefined;
    return Object.fromEntries(
      [...issues].map(([key, reason]) => [
        key,
        reason === 'Required' ? sentences.required : t('common:field.refused', {reason: reason.replace(/\.$/, '')}),
      ]),
    );
  };
  return useEditForm<Values>({
    stored: toValues(items, config),
    validate: Object.fromEntries(items.map((item) => [item.key, check(item)])),
    errorsOf,
    save: (values) => save(toConfig(items, values, config)),
  });
}

export type ConfigForm = ReturnType<typeof useConfigForm>['form'];
