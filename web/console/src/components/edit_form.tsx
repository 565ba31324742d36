import {Alert, Box, Button, Group, Text} from '@mantine/core';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {UnsavedGuard} from './unsaved_guard.tsx';
import type {EditForm as Form} from './use_edit_form.ts';
import classes from './edit_form.module.css';

/** The sections of a form, and below them the bar that saves, while there is something to save. */
export function EditForm({form, children}: {form: Form; children: ReactNode}) {
  const {t} = useTranslation();
  return (
    <form onSubmit={form.submit} noValidate>
      <div className={classes['sections']}>{children}</div>
      <UnsavedGuard when={form.isDirty && !form.isSaving} />
      {form.failure && (
        <Alert color="red" role="alert" mt="md" title={t('save_failed')}>
          {form.failure}
        </Alert>
      )}
      <Box role="status" className={classes['bar']} data-visible={form.isDirty || undefined}>
        {form.isDirty && (
          <Group justify="space-between" gap="xs">
            <Text size="sm" fw={500}>
              {t('unsaved.changes')}
            </Text>
            <Group gap="xs" wrap="nowrap">
              <Button variant="default" onClick={form.discard} disabled={form.isSaving}>
                {t('unsaved.discard')}
              </Button>
              <Button type="submit" loading={form.isSaving}>
                {t('save')}
              </Button>
            </Group>
          </Group>
        )}
      </Box>
    </form>
  );
}
