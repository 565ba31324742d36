import {Switch} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {toDecisions, toDecisionValues, type Decisions, type DecisionValues} from './decisions.ts';
import {saveDecisions, useDecisions} from './factors.ts';
import {usePeople} from './people.ts';

/** What the user has answered on the sign-in pages, which an administrator may change. */
export function FactorDecisions({user}: {user: User}) {
  const {data, error, refetch} = useDecisions(user.id);
  if (data) return <DecisionForm user={user} decisions={data} />;
  return error && <QueryError error={error} retry={() => void refetch()} />;
}

function DecisionForm({user, decisions}: {user: User; decisions: Decisions}) {
  const {t} = useTranslation('users');
  const people = usePeople();
  const stored = toDecisionValues(decisions);
  const {form, ...edit} = useEditForm<DecisionValues>({
    stored,
    save: (values) => saveDecisions(people, user.id, toDecisions(values, stored)),
  });
  const fieldOf = (name: string) => form.getInputProps(name, {type: 'checkbox'});
  return (
    <EditForm form={edit}>
      <FormSection title={t('decisions.title')} description={t('decisions.text')}>
        <Switch label={t('decisions.asks')} description={t('decisions.asks_text')} {...fieldOf('asks')} />
        <Switch label={t('decisions.offers')} description={t('decisions.offers_text')} {...fieldOf('offers')} />
        <Switch
          label={t('decisions.passkey')}
          description={t('decisions.passkey_text')}
          {...fieldOf('offersPasskey')}
        />
      </FormSection>
    </EditForm>
  );
}
