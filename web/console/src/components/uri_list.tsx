import {ActionIcon, Button, Group, Input, Stack, TextInput} from '@mantine/core';
import {IconPlus, IconX} from '@tabler/icons-react';
import {useRef} from 'react';
import {useTranslation} from 'react-i18next';

interface Props {
  label: string;
  description?: string;
  placeholder?: string;
  value: string[];
  onChange: (value: string[]) => void;
  /** the form's errors, and the name under which each item has one: `<path>.<index>` */
  errors: Record<string, unknown>;
  path: string;
  onBlur?: (path: string) => void;
}

/** Addresses, one a line; an empty line is none. */
export function UriList({label, description, placeholder, value, onChange, errors, path, onBlur}: Props) {
  const {t} = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const lines = value.length > 0 ? value : [''];
  const focus = (index: number) =>
    requestAnimationFrame(() => box.current?.querySelectorAll('input')[Math.max(index, 0)]?.focus());
  const add = () => {
    onChange([...lines, '']);
    focus(lines.length);
  };
  const remove = (index: number) => {
    onChange(lines.filter((_, at) => at !== index));
    focus(index - 1);
  };
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      description={description}
      error={errors[path] as string | undefined}
      role="group"
      aria-label={label}
    >
      <Stack gap={6} mt={description ? 0 : 2} ref={box}>
        {lines.map((line, index) => (
          <Group key={index} gap={4} wrap="nowrap" align="flex-start">
            <TextInput
              flex={1}
              type="url"
              value={line}
              placeholder={placeholder}
              aria-label={t('uris.item', {label, number: index + 1})}
              error={errors[`${path}.${index}`] as string | undefined}
              onChange={(event) => onChange(lines.with(index, event.currentTarget.value.trim()))}
              onBlur={() => onBlur?.(`${path}.${index}`)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                add();
              }}
            />
            {(lines.length > 1 || line !== '') && (
              <ActionIcon size={36} aria-label={t('uris.remove', {number: index + 1})} onClick={() => remove(index)}>
                <IconX size={16} />
              </ActionIcon>
            )}
          </Group>
        ))}
        <div>
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={add}>
            {t('uris.add')}
          </Button>
        </div>
      </Stack>
    </Input.Wrapper>
  );
}
