import {Alert, Button, Group, Switch} from '@mantine/core';
import {IconAlertTriangle, IconDownload} from '@tabler/icons-react';
import {useMutation} from '@tanstack/react-query';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../../api/api_error.ts';
import {CodeEditor} from '../../components/code_editor.tsx';
import {CopyButton} from '../../components/copy_button.tsx';
import {download} from '../../components/download.ts';
import {FormSection} from '../../components/form_section.tsx';
import {loadFile} from './data.ts';

const nameOf = (withSecrets: boolean) =>
  `tenant-${new Date().toISOString().slice(0, 10)}${withSecrets ? '-with-secrets' : ''}.yaml`;

export function ExportTab() {
  const {t} = useTranslation('tenant');
  const [withSecrets, setWithSecrets] = useState(false);
  const file = useMutation({mutationFn: () => loadFile(withSecrets)});
  return (
    <FormSection title={t('export.title')} description={t('export.text')}>
      <Switch
        label={t('export.secrets')}
        description={t('export.secrets_text')}
        checked={withSecrets}
        onChange={(event) => {
          setWithSecrets(event.currentTarget.checked);
          // A file that is shown is always the one that the switch says.
          file.reset();
        }}
      />
      {withSecrets && (
        <Alert color="red" icon={<IconAlertTriangle size={18} />} title={t('export.warning')}>
          {t('export.warning_text')}
        </Alert>
      )}
      {file.error && (
        <Alert color="red" role="alert">
          {messageOf(file.error)}
        </Alert>
      )}
      {file.data === undefined ? (
        <Group>
          <Button variant="default" loading={file.isPending} onClick={() => file.mutate()}>
            {t('export.make')}
          </Button>
        </Group>
      ) : (
        <>
          <CodeEditor label={t('export.file')} value={file.data} readOnly onChange={() => undefined} minRows={16} />
          <Group gap="xs">
            <Button
              leftSection={<IconDownload size={16} />}
              onClick={() => download(file.data, nameOf(withSecrets), 'application/yaml')}
            >
              {t('export.download')}
            </Button>
            <CopyButton value={file.data} label={t('export.file')} size={36} />
          </Group>
        </>
      )}
    </FormSection>
  );
}
