import {Select} from '@mantine/core';
import {useDebouncedValue} from '@mantine/hooks';
import {keepPreviousData, useQuery} from '@tanstack/react-query';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import type {ListState} from '../../components/list_state.ts';
import {useKnown} from '../../components/use_known.ts';
import {findApplications, findUsers, loadApplication, loadUser} from '../../data/find.ts';

const nouns = {
  user: {find: findUsers, load: loadUser},
  application: {find: findApplications, load: loadApplication},
};

/** Narrows a list to one user or application, found by name. */
export function EntityFilter({noun, state}: {noun: keyof typeof nouns; state: ListState}) {
  const {t} = useTranslation(['logs', 'common']);
  const {find, load} = nouns[noun];
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed, 250);
  const id = state.filter(noun);
  const known = useKnown(`${noun}s`, id ? [id] : [], load);
  // While the chosen one's name stands in the field, it is not a search.
  const search = known.some(({name}) => name === text) ? '' : text;
  const {data = []} = useQuery({
    queryKey: ['pick', noun, search],
    queryFn: () => find(search),
    placeholderData: keepPreviousData,
  });
  const entities = [...data, ...known.filter((one) => !data.some((other) => other.id === one.id))];
  if (id && !entities.some((entity) => entity.id === id)) entities.push({id, name: id});
  return (
    <Select
      aria-label={t(`common:noun.${noun}`)}
      placeholder={t(`filter.any.${noun}`)}
      data={entities.map((entity) => ({value: entity.id, label: entity.name}))}
      value={id ?? null}
      onChange={(value) => state.change({[noun]: value ?? undefined})}
      searchable
      clearable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({options}) => options}
    />
  );
}
