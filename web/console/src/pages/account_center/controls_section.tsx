import {Group, SegmentedControl, Stack, Text} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import {type Control, controlled, controls, type Values} from './settings.ts';

interface Props {
  value: Values['fields'];
  onChange: (fields: Values['fields']) => void;
}

/** What users can see and change of their account. */
export function ControlsSection({value, onChange}: Props) {
  const {t} = useTranslation('account_center');
  return (
    <FormSection title={t('controls.title')} description={t('controls.text')}>
      <Stack gap="sm">
        {controlled.map((field) => (
          <Group key={field} justify="space-between" gap="xs">
            <div>
              <Text size="sm" fw={500}>
                {t(`field.${field}.name`)}
              </Text>
              <Text size="xs" c="dimmed">
                {t(`field.${field}.text`)}
              </Text>
            </div>
            <SegmentedControl
              size="xs"
              aria-label={t(`field.${field}.name`)}
              data={controls.map((control) => ({value: control, label: t(`control.${control}`)}))}
              value={value[field]}
              onChange={(control) => onChange({...value, [field]: control as Control})}
            />
          </Group>
        ))}
      </Stack>
    </FormSection>
  );
}
