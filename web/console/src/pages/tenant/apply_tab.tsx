import {Button, FileButton, Group, Stack, Switch} from '@mantine/core';
import {IconUpload} from '@tabler/icons-react';
import {useMutation} from '@tanstack/react-query';
import {useMemo, useState} from 'react';
import {useTranslation} from 'react-i18next';

import {ApiError, messageOf} from '../../api/api_error.ts';
import {queryClient} from '../../api/query_client.ts';
import {CodeEditor} from '../../components/code_editor.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {UnsavedGuard} from '../../components/unsaved_guard.tsx';
import {applyFile, maxBytes} from './data.ts';
import {Outcome} from './outcome.tsx';
import {PlanSection} from './plan_section.tsx';

export function ApplyTab() {
  const {t} = useTranslation('tenant');
  const [yaml, setYaml] = useState('');
  const [prune, setPrune] = useState(false);
  const plan = useMutation({mutationFn: () => applyFile({yaml, prune, dryRun: true})});
  const apply = useMutation({
    mutationFn: () => applyFile({yaml, prune, dryRun: false}),
    // Anything may be another now.
    onSettled: () => queryClient.invalidateQueries(),
  });
  // A plan is that of this file and no other.
  const change = (act: () => void) => {
    act();
    plan.reset();
    apply.reset();
  };
  // As it is sent: quotes and line breaks take two bytes, other letters up to four.
  const isTooLarge = useMemo(() => new Blob([JSON.stringify({yaml})]).size > maxBytes - 64, [yaml]);
  return (
    <Stack gap="md">
      <UnsavedGuard when={yaml.trim() !== '' && !apply.isSuccess} />
      <FormSection title={t('apply.title')} description={t('apply.text')}>
        <Group>
          <FileButton
            accept=".yaml,.yml,application/yaml,text/yaml"
            onChange={(file) => void file?.text().then((text) => change(() => setYaml(text)))}
          >
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={16} />}>
                {t('apply.upload')}
              </Button>
            )}
          </FileButton>
        </Group>
        <CodeEditor
          label={t('apply.file')}
          description={t('apply.file_text')}
          value={yaml}
          minRows={10}
          faultLine={faultLineOf(plan.error)}
          error={isTooLarge ? t('apply.too_large') : sayError(plan.error)}
          onChange={(text) => change(() => setYaml(text))}
        />
        <Switch
          label={t('apply.prune')}
          description={t('apply.prune_text')}
          checked={prune}
          onChange={(event) => {
            const {checked} = event.currentTarget;
            change(() => setPrune(checked));
          }}
        />
        <Group>
          <Button
            variant={plan.data ? 'default' : 'filled'}
            disabled={!yaml.trim() || isTooLarge}
            loading={plan.isPending}
            onClick={() => {
              apply.reset();
              plan.mutate();
            }}
          >
            {t('apply.plan')}
          </Button>
        </Group>
      </FormSection>
      {plan.data && !apply.data && (
        <PlanSection changes={plan.data.changes} apply={() => apply.mutateAsync()} error={sayError(apply.error)} />
      )}
      {apply.data && <Outcome made={apply.data.made} failures={apply.data.failures} />}
    </Stack>
  );
}

/** The server names the line where the file cannot be read. */
function faultLineOf(error: Error | null): number | undefined {
  const [, line] = (error instanceof ApiError && /\bline (\d+)/.exec(error.details ?? '')) || [];
  return line === undefined ? undefined : Number(line);
}

/** The details of the error name the fault in the file. */
function sayError(error: Error | null): string | undefined {
  if (!error) return undefined;
  const isFile = error instanceof ApiError && error.code === 'tenant_file.invalid' && error.details;
  return isFile ? `${error.message} ${error.details}` : messageOf(error);
}
