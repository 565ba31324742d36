import {TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import type {Scope} from '../../api/types.ts';
import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';
import {createScope, updateScope} from './data.ts';

interface Props {
  resourceId: string;
  opened: boolean;
  onClose: () => void;
}

export function CreatePermission({resourceId, ...dialog}: Props) {
  const {t} = useTranslation(['resources', 'common']);
  return (
    <CreateDialog
      {...dialog}
      title={t('common:permissions.create')}
      initialValues={{name: '', description: ''}}
      validate={{name: check.allOf(check.name, check.noSpace), description: check.atMost(1024)}}
      fieldOfCode={{'scope.name_exists': 'name', 'scope.name_with_space': 'name'}}
      create={({name, description}) =>
        createScope(resourceId, {name: name.trim(), description: description.trim() || null})
      }
    >
      {(form) => (
        <>
          <TextInput
            label={t('common:name')}
            description={t('permission.name_text')}
            placeholder="read:orders"
            spellCheck={false}
            autoCapitalize="off"
            data-autofocus
            {...form.getInputProps('name')}
          />
          <TextInput label={t('common:description')} {...form.getInputProps('description')} />
        </>
      )}
    </CreateDialog>
  );
}

/** The name stays: apps ask for it, and APIs look for it. */
export function EditPermission({resourceId, scope, ...dialog}: Props & {scope: Scope | undefined}) {
  const {t} = useTranslation(['resources', 'common']);
  return (
    <CreateDialog
      {...dialog}
      title={t('permission.edit_title', {name: scope?.name})}
      action={t('common:save')}
      initialValues={{description: scope?.description ?? ''}}
      validate={{description: check.atMost(1024)}}
      create={({description}) => updateScope(resourceId, scope!.id, {description: description.trim() || null})}
    >
      {(form) => <TextInput label={t('common:description')} data-autofocus {...form.getInputProps('description')} />}
    </CreateDialog>
  );
}
