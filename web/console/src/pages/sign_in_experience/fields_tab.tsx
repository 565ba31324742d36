import {Button, Group, Text} from '@mantine/core';
import {IconForms, IconPlus} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {api} from '../../api/client.ts';
import {queryClient} from '../../api/query_client.ts';
import type {ProfileField} from '../../api/types.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {EditForm} from '../../components/edit_form.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {useListState} from '../../components/list_state.ts';
import {QueryError} from '../../components/query_error.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {experienceKey, fieldsKey, updateExperience, useProfileFields, type Experience} from './data.ts';
import {FieldDialog} from './field_dialog.tsx';
import {FieldList} from './field_list.tsx';

interface Values {
  [name: string]: unknown;
  order: string[];
  asked: Record<string, boolean>;
}

/** Those that are asked for first, in their order. Nothing is chosen: all are asked for. */
function toValues({signUpProfileFields}: Experience, fields: ProfileField[]): Values {
  const names = fields.map(({name}) => name);
  const asked = (signUpProfileFields?.map(({name}) => name) ?? names).filter((name) => names.includes(name));
  return {
    order: [...asked, ...names.filter((name) => !asked.includes(name))],
    asked: Object.fromEntries(names.map((name) => [name, asked.includes(name)])),
  };
}

/** Fields may come and go while others are being moved. */
const complete = (order: string[], names: string[]) => [
  ...order.filter((name) => names.includes(name)),
  ...names.filter((name) => !order.includes(name)),
];

async function save(values: Values, stored: Values, {signUpProfileFields}: Experience) {
  const order = complete(values.order, stored.order);
  if (order.join() !== stored.order.join()) {
    const places = order.map((name, sieOrder) => ({name, sieOrder}));
    await api.POST('/api/custom-profile-fields/properties/sie-order', {body: {order: places}});
  }
  // All, also those to come, as long as nobody chooses.
  const isAll = signUpProfileFields === null && order.every((name) => values.asked[name]);
  const chosen = order.filter((name) => values.asked[name]).map((name) => ({name}));
  await updateExperience({signUpProfileFields: isAll ? null : chosen});
  await queryClient.invalidateQueries({queryKey: fieldsKey});
}

export function FieldsTab({experience}: {experience: Experience}) {
  const query = useProfileFields();
  if (query.error && !query.data) return <QueryError error={query.error} retry={() => void query.refetch()} />;
  return query.data ? <Fields experience={experience} fields={query.data} /> : null;
}

function Fields({experience, fields}: {experience: Experience; fields: ProfileField[]}) {
  const {t} = useTranslation('sign_in_experience');
  const state = useListState();
  const [removed, setRemoved] = useState<ProfileField>();
  const stored = toValues(experience, fields);
  const {form, ...edit} = useEditForm<Values>({
    stored,
    save: (values) => save(values, stored, experience),
  });
  const byName = new Map(fields.map((field) => [field.name, field]));
  const edited = byName.get(state.filter('edit') ?? '');
  const create = () => state.change({new: 'field'});
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={create}>
      {t('fields.new')}
    </Button>
  );
  const remove = async ({name}: ProfileField) => {
    await api.DELETE('/api/custom-profile-fields/{name}', {params: {path: {name}}});
    await Promise.all([fieldsKey, experienceKey].map((queryKey) => queryClient.invalidateQueries({queryKey})));
  };
  return (
    <>
      {fields.length > 0 && (
        <Group justify="space-between" mb="md">
          <Text size="sm" c="dimmed" flex="1 1 280px">
            {t('fields.text')}
          </Text>
          {add}
        </Group>
      )}
      {fields.length === 0 ? (
        <EmptyState icon={IconForms} title={t('fields.empty')} text={t('fields.empty_text')}>
          {add}
        </EmptyState>
      ) : (
        <EditForm form={edit}>
          <FieldList
            fields={complete(form.values.order, stored.order).map((name) => byName.get(name)!)}
            asked={form.values.asked}
            onOrder={(order) => form.setFieldValue('order', order)}
            onAsked={(asked) => form.setFieldValue('asked', asked)}
            onEdit={({name}) => state.change({edit: name})}
            onDelete={setRemoved}
          />
        </EditForm>
      )}
      <FieldDialog
        opened={state.filter('new') !== undefined || edited !== undefined}
        field={edited}
        taken={fields.map(({name}) => name)}
        onClose={() => state.change({new: undefined, edit: undefined})}
      />
      <ConfirmDialog
        opened={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        title={t('fields.delete', {name: removed?.name})}
        onConfirm={() => remove(removed!)}
      >
        {t('fields.delete_text')}
      </ConfirmDialog>
    </>
  );
}
