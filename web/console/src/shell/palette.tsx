import '@mantine/spotlight/styles.css';
import './palette.css';

import {useMantineColorScheme} from '@mantine/core';
import {createSpotlight, Spotlight} from '@mantine/spotlight';
import {useDebouncedValue} from '@mantine/hooks';
import {IconSearch} from '@tabler/icons-react';
import {keepPreviousData, useQuery} from '@tanstack/react-query';
import {useNavigate, useRouter} from '@tanstack/react-router';
import {useEffect, useRef, useState} from 'react';
import {useTranslation} from 'react-i18next';

import {base} from '../context.ts';
import {actions} from './actions.ts';
import {entries} from './entries.ts';
import {findEntities} from './find_entities.ts';
import {isMeant} from './meant.ts';

const [store, spotlight] = createSpotlight();

/** ⌘K: pages, actions and things by name. `opened` grows each time it is asked for. */
export default function Palette({opened}: {opened: number}) {
  const {t, i18n} = useTranslation();
  const navigate = useNavigate();
  const router = useRouter();
  const {setColorScheme} = useMantineColorScheme();
  const [query, setQuery] = useState('');
  const [search] = useDebouncedValue(query.trim(), 200);
  const {data: found = [], isFetching} = useQuery({
    queryKey: ['palette', search],
    queryFn: () => findEntities(search),
    enabled: search.length > 1,
    placeholderData: keepPreviousData,
  });
  useEffect(() => spotlight.open(), [opened]);

  // Spotlight marks the first entry when something is typed; what is found comes later.
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!list.current || list.current.querySelector('[data-selected]')) return;
    list.current.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
    store.updateState((state) => ({...state, selected: 0}));
  }, [found]);

  const word = query.trim().toLowerCase();
  const pages = entries.filter(({label}) => t(label).toLowerCase().includes(word));
  const doable = word ? actions.filter(({label, words}) => isMeant(word, t(label), t(words))) : [];
  const entities = search.length > 1 ? found : [];
  const go = (to: string) => void navigate({to});
  const tools = {setScheme: setColorScheme, language: i18n.language};
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      clearQueryOnClose
      shortcut={null}
      attributes={{content: {'aria-label': t('shell.search')}}}
      scrollable
      centered={false}
      yOffset="12vh"
      overlayProps={{backgroundOpacity: 0.4, blur: 0}}
    >
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.placeholder')}
        leftSection={<IconSearch size={18} stroke={1.5} />}
      />
      <Spotlight.ActionsList ref={list}>
        {pages.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.pages')}>
            {pages.map(({to, label, icon: Symbol}) => (
              <Spotlight.Action
                key={to}
                label={t(label)}
                leftSection={<Symbol size={18} stroke={1.5} />}
                onClick={() => go(to)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {doable.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.actions')}>
            {doable.map(({label, icon: Symbol, to, act}) => (
              <Spotlight.Action
                key={label}
                label={t(label)}
                leftSection={<Symbol size={18} stroke={1.5} />}
                onClick={() => (to ? router.history.push(base + to) : act?.(tools))}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {entities.map(({noun, icon: Symbol, items}) => (
          <Spotlight.ActionsGroup key={noun} label={t(noun)}>
            {items.map(({to, name, detail}) => (
              <Spotlight.Action
                key={to}
                label={name}
                description={detail}
                leftSection={<Symbol size={18} stroke={1.5} />}
                onClick={() => go(to)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {pages.length + doable.length + entities.length === 0 && (
          <Spotlight.Empty>{isFetching ? t('loading') : t('list.nothing_found')}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
