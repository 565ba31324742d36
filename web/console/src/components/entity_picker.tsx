import {Group, MultiSelect, Text} from '@mantine/core';
import {useDebouncedValue} from '@mantine/hooks';
import {keepPreviousData, useQuery} from '@tanstack/react-query';
import {useRef, useState} from 'react';
import {useTranslation} from 'react-i18next';

export interface Entity {
  id: string;
  name: string;
  /** a second line that tells two of the same name apart */
  detail?: string | undefined;
}

interface Props {
  label: string;
  description?: string | undefined;
  placeholder?: string | undefined;
  /** ids */
  value?: string[];
  onChange: (value: string[]) => void;
  /** for the query cache: what is searched */
  noun: string;
  search: (text: string) => Promise<Entity[]>;
  /** what the ids of `value` are called, as far as that is known before a search */
  known?: Entity[];
  error?: string | undefined;
  /** 1 for a single choice */
  max?: number;
}

const listHeight = 200;

/** Picks several of a noun by searching for them. */
export function EntityPicker(props: Props) {
  const {label, description, placeholder, value = [], onChange, noun, search, known = [], error, max} = props;
  const {t} = useTranslation();
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed, 250);
  const [hasOpened, setOpened] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  // In a dialog the list stands above the buttons, not on them. The room stays when it closes: a button that moves
  // under the pointer is not clicked.
  const isInDialog = hasOpened && box.current?.closest('[role=dialog]') !== null;
  const [seen, setSeen] = useState<Record<string, Entity>>({});
  const {data = [], isFetching} = useQuery({
    queryKey: ['pick', noun, text],
    queryFn: () => search(text),
    placeholderData: keepPreviousData,
  });

  const entities = new Map([...known, ...Object.values(seen), ...data].map((entity) => [entity.id, entity]));
  // Chosen entities stay options, even when a search does not find them, so that their names are shown.
  const ids = [...new Set([...value, ...data.map(({id}) => id)])];
  const pick = (next: string[]) => {
    setSeen((before) => ({
      ...before,
      ...Object.fromEntries(next.flatMap((id) => (entities.has(id) ? [[id, entities.get(id)!]] : []))),
    }));
    onChange(next);
  };
  return (
    <MultiSelect
      label={label}
      description={description}
      placeholder={value.length === 0 ? placeholder : undefined}
      data={ids.map((id) => ({value: id, label: entities.get(id)?.name ?? id}))}
      value={value}
      onChange={pick}
      {...(max !== undefined && {maxValues: max})}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      // The server has searched already.
      filter={({options}) => options}
      hidePickedOptions
      nothingFoundMessage={isFetching ? t('loading') : t('list.nothing_found')}
      renderOption={({option}) => <Choice entity={entities.get(option.value)} label={option.label} />}
      error={error}
      comboboxProps={{shadow: 'md', position: 'bottom', middlewares: {flip: !isInDialog}}}
      maxDropdownHeight={listHeight}
      mb={isInDialog ? listHeight + 16 : undefined}
      ref={box}
      onDropdownOpen={() => setOpened(true)}
    />
  );
}

const Choice = ({entity, label}: {entity: Entity | undefined; label: string}) => (
  <Group gap="xs" justify="space-between" wrap="nowrap" w="100%" miw={0}>
    <Text size="sm" truncate>
      {label}
    </Text>
    {entity?.detail && (
      <Text size="xs" c="dimmed" truncate>
        {entity.detail}
      </Text>
    )}
  </Group>
);
