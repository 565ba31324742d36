import {useQuery} from '@tanstack/react-query';
import {useTranslation} from 'react-i18next';

import {take} from '../../api/client.ts';
import type {ProfileField, User} from '../../api/types.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {AccountSection} from './account_section.tsx';
import {CustomFields} from './custom_fields.tsx';
import {checkCustomFields, isCustom} from './custom_field_rules.ts';
import {fieldOfCode, updateUser} from './data.ts';
import {usePeople} from './people.ts';
import {AddressSection, IdentifierSection, PersonSection} from './profile_sections.tsx';
import {findFaults, ofChanged, toChanges, toValues} from './profile_values.ts';

export function ProfileTab({user}: {user: User}) {
  const {client, noun} = usePeople();
  const query = useQuery({
    queryKey: ['custom-profile-fields', noun],
    queryFn: () => take(client.GET('/api/custom-profile-fields')),
    staleTime: 60_000,
  });
  if (query.error && !query.data) return <QueryError error={query.error} retry={() => void query.refetch()} />;
  return query.data ? <ProfileForm user={user} fields={query.data.filter(isCustom)} /> : null;
}

function ProfileForm({user, fields}: {user: User; fields: ProfileField[]}) {
  const {t} = useTranslation();
  const people = usePeople();
  const stored = toValues(user, fields);
  const {form, ...edit} = useEditForm({
    stored,
    validate: (values) =>
      ofChanged({...findFaults(values), ...checkCustomFields(fields, values.custom)}, values, stored),
    fieldOfCode,
    save: (values) => updateUser(people, user.id, toChanges(user, fields, values)),
  });
  return (
    <EditForm form={edit}>
      <AccountSection user={user} title={t('user.account')} />
      <IdentifierSection form={form} />
      <PersonSection form={form} />
      {fields.length > 0 && <CustomFields form={form} fields={fields} />}
      <AddressSection form={form} />
    </EditForm>
  );
}
