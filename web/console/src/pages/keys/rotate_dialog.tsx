import {List, NumberInput, Radio, Stack, Text} from '@mantine/core';
import {notifications} from '@mantine/notifications';
import {useTranslation} from 'react-i18next';

import {CreateDialog} from '../../components/create_dialog.tsx';
import * as check from '../../components/validate.ts';
import {rotate, type Algorithm} from './data.ts';

type When = 'usual' | 'later' | 'now';
const moments: When[] = ['usual', 'later', 'now'];
const longestHours = 366 * 24;

interface Values {
  [name: string]: unknown;
  when: When;
  hours: number | '';
}

interface Props {
  /** the ring that gets a new key; none, closed */
  algorithm: Algorithm | undefined;
  onClose: () => void;
}

const graceOf = ({when, hours}: Values) => {
  if (when === 'usual') return {};
  return {rotationGracePeriod: when === 'now' ? 0 : Math.round(Number(hours) * 3600)};
};

export function RotateDialog({algorithm, onClose}: Props) {
  const {t} = useTranslation('keys');
  return (
    <CreateDialog<Values>
      opened={algorithm !== undefined}
      onClose={onClose}
      size="lg"
      title={algorithm === 'RSA' ? t('rotate.title_rsa') : t('rotate.title_ec')}
      action={t('rotate.act')}
      initialValues={{when: 'usual', hours: 24}}
      validate={{
        hours: (hours, {when}) =>
          when === 'later' ? (check.required(String(hours)) ?? check.between(0.01, longestHours)(hours)) : null,
      }}
      create={async (values) => {
        await rotate('private-keys', {signingKeyAlgorithm: algorithm!, ...graceOf(values)});
        notifications.show({message: t('rotate.done')});
      }}
    >
      {(form) => (
        <>
          <div>
            <Text size="sm" fw={500} mb={4}>
              {t('rotate.what')}
            </Text>
            <List size="sm" spacing={4}>
              <List.Item>{t('rotate.published')}</List.Item>
              <List.Item>{t('rotate.previous')}</List.Item>
              <List.Item>{t('rotate.clients')}</List.Item>
            </List>
          </div>
          <Radio.Group label={t('rotate.when')} {...form.getInputProps('when')}>
            <Stack gap="sm" mt={6}>
              {moments.map((when) => (
                <Radio
                  key={when}
                  value={when}
                  label={t(`rotate.moment.${when}`)}
                  description={t(`rotate.moment_text.${when}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          {form.values.when === 'later' && (
            <NumberInput
              w={200}
              label={t('rotate.hours')}
              decimalScale={2}
              allowNegative={false}
              {...form.getInputProps('hours')}
            />
          )}
        </>
      )}
    </CreateDialog>
  );
}
