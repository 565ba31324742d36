import {ActionIcon, Button, Group, Input, Stack, TextInput} from '@mantine/core';
import {IconPlus, IconX} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

export type Pairs = [name: string, value: string][];

interface Props {
  label: string;
  description?: string;
  nameLabel: string;
  valueLabel: string;
  value?: Pairs;
  onChange: (value: Pairs) => void;
  error?: string | undefined;
}

/** Names with values, for example headers. Pairs without a name are dropped by `toObject`. */
export function KeyValueEditor({label, description, nameLabel, valueLabel, value = [], onChange, error}: Props) {
  const {t} = useTranslation();
  const put = (index: number, pair: [string, string]) => onChange(value.with(index, pair));
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      description={description}
      error={error}
      role="group"
      aria-label={label}
    >
      <Stack gap={6} mt={description ? 0 : 2}>
        {value.map(([name, text], index) => (
          <Group key={index} gap={4} wrap="nowrap">
            <TextInput
              flex={2}
              value={name}
              placeholder={nameLabel}
              aria-label={`${nameLabel} ${index + 1}`}
              onChange={(event) => put(index, [event.currentTarget.value, text])}
            />
            <TextInput
              flex={3}
              value={text}
              placeholder={valueLabel}
              aria-label={`${valueLabel} ${index + 1}`}
              onChange={(event) => put(index, [name, event.currentTarget.value])}
            />
            <ActionIcon
              size={36}
              aria-label={t('uris.remove', {number: index + 1})}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))}
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange([...value, ['', '']])}
          >
            {t('add')}
          </Button>
        </div>
      </Stack>
    </Input.Wrapper>
  );
}

export const toPairs = (object: Record<string, string> | undefined): Pairs => Object.entries(object ?? {});

export const toObject = (pairs: Pairs): Record<string, string> =>
  Object.fromEntries(pairs.map(([name, value]) => [name.trim(), value] as const).filter(([name]) => name));
