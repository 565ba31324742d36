import {Button, Group, NumberInput, SimpleGrid, Stack, TagsInput} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {useMutation} from '@tanstack/react-query';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../../api/api_error.ts';
import {api} from '../../api/client.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import * as check from '../../components/validate.ts';
import {updateExperience, type Experience} from '../sign_in_experience/data.ts';

interface Values {
  [name: string]: unknown;
  maxAttempts: number | '';
  lockoutDuration: number | '';
}

// The server's defaults (src/domain/sign_in_experience.h).
const toValues = ({sentinelPolicy}: Experience): Values => ({
  maxAttempts: sentinelPolicy.maxAttempts ?? 100,
  lockoutDuration: sentinelPolicy.lockoutDuration ?? 60,
});

const fieldOfPath = {
  'sentinelPolicy.maxAttempts': 'maxAttempts',
  'sentinelPolicy.lockoutDuration': 'lockoutDuration',
};

export function LockoutTab({experience}: {experience: Experience}) {
  const {t} = useTranslation('security');
  const within = (max: number) => (value: number | '') => check.required(String(value)) ?? check.between(1, max)(value);
  const {form, ...edit} = useEditForm<Values>({
    stored: toValues(experience),
    validate: {maxAttempts: within(1_000_000), lockoutDuration: within(525_600)},
    fieldOfPath,
    save: ({maxAttempts, lockoutDuration}) =>
      updateExperience({
        sentinelPolicy: {maxAttempts: Number(maxAttempts), lockoutDuration: Number(lockoutDuration)},
      }),
  });
  return (
    <Stack gap="md">
      <EditForm form={edit}>
        <FormSection title={t('lockout.title')} description={t('lockout.text')}>
          <SimpleGrid cols={{base: 1, xs: 2}} maw={520}>
            <NumberInput
              label={t('lockout.attempts')}
              description={t('lockout.attempts_text')}
              thousandSeparator
              allowDecimal={false}
              allowNegative={false}
              {...form.getInputProps('maxAttempts')}
            />
            <NumberInput
              label={t('lockout.minutes')}
              description={t('lockout.minutes_text')}
              thousandSeparator
              allowDecimal={false}
              allowNegative={false}
              {...form.getInputProps('lockoutDuration')}
            />
          </SimpleGrid>
        </FormSection>
      </EditForm>
      <Unlock />
    </Stack>
  );
}

function Unlock() {
  const {t} = useTranslation('security');
  const [targets, setTargets] = useState<string[]>([]);
  const unlock = useMutation({
    mutationFn: () => api.POST('/api/sentinel-activities/delete', {body: {targetType: 'User', targets}}),
    onSuccess: () => {
      notifications.show({message: t('unlock.done', {count: targets.length})});
      setTargets([]);
    },
  });
  return (
    <FormSection title={t('unlock.title')} description={t('unlock.text')}>
      <TagsInput
        label={t('unlock.targets')}
        description={t('unlock.targets_text')}
        value={targets}
        onChange={setTargets}
        acceptValueOnBlur
        splitChars={[',', ' ', '\n']}
        error={unlock.error && messageOf(unlock.error)}
      />
      <Group>
        <Button
          variant="default"
          disabled={targets.length === 0}
          loading={unlock.isPending}
          onClick={() => unlock.mutate()}
        >
          {t('unlock.act')}
        </Button>
      </Group>
    </FormSection>
  );
}
