// The form of a connector, new or stored.
import type {FormErrors} from '@mantine/form';
import {useTranslation} from 'react-i18next';

import type {ApiError} from '../../api/api_error.ts';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as validate from '../../components/validate.ts';
import {faultOf, issuesOf, toConfig, toValues, type Config, type FormItem, type Values} from './config_form.ts';
import {fromOwn, isTarget, toOwn, type Kind, type Own, type OwnChanges} from './social_form.ts';

interface Options {
  items: FormItem[];
  /** what is stored; of a new one nothing */
  config: Config;
  kind: Kind;
  save: (config: Config, own: OwnChanges) => Promise<unknown>;
}

const fieldOfCode = {
  'connector.should_specify_target': 'own.target',
  'connector.multiple_target_with_same_platform': 'own.target',
};

export function useConfigForm({items, config, kind, save}: Options) {
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
  const own = {
    name: validate.required,
    logo: validate.imageAddress,
    logoDark: validate.imageAddress,
    // It can no longer be changed.
    target: (target: string) => (kind.metadata || isTarget(target) ? null : t('social.target_invalid')),
  };
  return useEditForm<Values>({
    stored: {...toValues(items, config), own: toOwn(kind)},
    validate: {
      ...Object.fromEntries(items.map((item) => [item.key, check(item)])),
      ...(kind.isStandard && {own}),
    },
    fieldOfCode,
    fieldOfPath: {'metadata.target': 'own.target'},
    errorsOf,
    save: (values) => save(toConfig(items, values, config), fromOwn(kind, values['own'] as Own)),
  });
}

export type ConfigForm = ReturnType<typeof useConfigForm>['form'];
