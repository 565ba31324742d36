// New backup codes: shown once, and kept when the person says that they are saved.
import {useState} from 'react';

import {CheckField} from '../components/check_field.tsx';
import {Form} from '../components/form.tsx';
import {t} from '../phrases.ts';
import type {PlainForm} from '../use_plain_form.ts';
import {Codes} from './code_list.tsx';

export function useSaved() {
  const [isSaved, setSaved] = useState(false);
  return {
    tick: {isSaved, onSave: setSaved},
    check: (): Record<string, string> => (isSaved ? {} : {saved: t('invalid.tick')}),
  };
}

type Props = ReturnType<typeof useSaved>['tick'] & {
  form: PlainForm;
  codes: string[];
  account: string | undefined;
};

export const KeepCodes = ({form, codes, account, isSaved, onSave}: Props) => (
  <Form form={form} button={t('common.continue')}>
    <Codes codes={codes} account={account} />
    <CheckField
      checked={isSaved}
      onChange={(checked) => {
        onSave(checked);
        form.clear('saved');
      }}
      error={form.errors['saved']}
      attempt={form.attempt}
    >
      {t('backupCodes.saved')}
    </CheckField>
  </Form>
);
