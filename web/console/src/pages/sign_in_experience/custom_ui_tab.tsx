import {Alert, Button, FileButton, Group, List, Text} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {IconTrash, IconUpload} from '@tabler/icons-react';
import {useMutation} from '@tanstack/react-query';
import {useRef, useState} from 'react';
import {useTranslation} from 'react-i18next';

import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {Facts} from '../../components/facts.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {IdChip} from '../../components/id_chip.tsx';
import {Time} from '../../components/time.tsx';
import {describeFault, removePages, uploadPages} from './custom_ui.ts';
import type {Experience} from './data.ts';

export function CustomUiTab({experience: {customUiAssets: current}}: {experience: Experience}) {
  const {t} = useTranslation(['sign_in_experience', 'common']);
  const [isRemoving, setRemoving] = useState(false);
  const reset = useRef<() => void>(null);
  const upload = useMutation({
    mutationFn: uploadPages,
    onSuccess: () => notifications.show({message: t('custom_ui.uploaded')}),
    // The same file may be chosen again.
    onSettled: () => reset.current?.(),
  });
  const remove = async () => {
    await removePages();
    upload.reset();
    notifications.show({message: t('custom_ui.removed')});
  };
  return (
    <FormSection title={t('tab.custom_ui')} description={t('custom_ui.text')}>
      {current ? (
        <Facts
          facts={[
            [t('custom_ui.version'), <IdChip key="id" id={current.id} />],
            [t('custom_ui.since'), <Time key="since" at={current.createdAt} />],
          ]}
        />
      ) : (
        <Text size="sm">{t('custom_ui.none')}</Text>
      )}
      <List size="sm" c="dimmed">
        <List.Item>{t('custom_ui.rule_index')}</List.Item>
        <List.Item>{t('custom_ui.rule_size')}</List.Item>
        <List.Item>{t('custom_ui.rule_scripts')}</List.Item>
        <List.Item>{t('custom_ui.rule_pages')}</List.Item>
      </List>
      {upload.error && (
        <Alert color="red" role="alert">
          {describeFault(upload.error)}
        </Alert>
      )}
      <Group gap="xs">
        <FileButton accept=".zip,application/zip" resetRef={reset} onChange={(file) => file && upload.mutate(file)}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              leftSection={<IconUpload size={16} />}
              loading={upload.isPending}
            >
              {t(current ? 'custom_ui.replace' : 'custom_ui.upload')}
            </Button>
          )}
        </FileButton>
        {current && (
          <Button
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={16} />}
            disabled={upload.isPending}
            onClick={() => setRemoving(true)}
          >
            {t('custom_ui.remove')}
          </Button>
        )}
      </Group>
      <ConfirmDialog
        opened={isRemoving}
        onClose={() => setRemoving(false)}
        title={t('custom_ui.remove_title')}
        action={t('custom_ui.remove')}
        onConfirm={remove}
      >
        {t('custom_ui.remove_text')}
      </ConfirmDialog>
    </FormSection>
  );
}
