import {TextInput} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';
import {saveScope, type OrganizationScope} from './data.ts';

interface Props {
  opened: boolean;
  onClose: () => void;
  /** none, a new one */
  scope?: OrganizationScope | undefined;
}

export function PermissionDialog({opened, onClose, scope}: Props) {
  const {t} = useTranslation(['organization_template', 'common']);
  return (
    <CreateDialog
      opened={opened}
      onClose={onClose}
      title={t(scope ? 'permission.edit_title' : 'permission.create_title')}
      action={t(scope ? 'common:save' : 'common:create')}
      initialValues={{name: scope?.name ?? '', description: scope?.description ?? ''}}
      validate={{name: check.allOf(check.shortName, check.noSpace), description: check.atMost(256)}}
      fieldOfCode={{'entity.unique_integrity_violation': 'name'}}
      create={({name, description}) =>
        saveScope(scope?.id, {name: name.trim(), description: description.trim() || null})
      }
    >
      {(form) => (
        <>
          <TextInput
            label={t('common:name')}
            placeholder="read:invoices"
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
