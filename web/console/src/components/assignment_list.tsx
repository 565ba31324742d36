import {ActionIcon, Button, Text, Tooltip} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {IconPlus, IconX, type Icon} from '@tabler/icons-react';
import {useQueryClient, type QueryKey} from '@tanstack/react-query';
import {type ReactNode, useState} from 'react';
import {useTranslation} from 'react-i18next';

import {contains, takePage} from '../api/client.ts';
import {ConfirmDialog} from './confirm_dialog.tsx';
import {CreateDialog} from './create_dialog.tsx';
import type {Column} from './data_table.tsx';
import {EmptyState} from './empty_state.tsx';
import {useList, useListState} from './list_state.ts';
import {ListTab} from './list_tab.tsx';

interface PickerProps {
  value: string[];
  onChange: (ids: string[]) => void;
  error: string | undefined;
}

interface Change<T> {
  label: string;
  /** of the dialog */
  size?: string;
  picker: (props: PickerProps) => ReactNode;
  add: (ids: string[]) => Promise<unknown>;
  removeTitle: string;
  removeText: (item: T) => string;
  remove: (item: T) => Promise<unknown>;
}

interface Props<T> {
  /** the query key of the thing that these belong to */
  owner: QueryKey;
  noun: string;
  load: (words: {page: number; page_size: number; search?: string}) => Parameters<typeof takePage<T>>[0];
  columns: Column<T>[];
  keyOf: (item: T) => string;
  nameOf: (item: T) => string;
  linkOf?: (item: T) => string;
  label: string;
  text: string;
  searchLabel: string;
  empty: {icon: Icon; title: string; text: string};
  /** without it nothing can be changed */
  change?: Change<T> | undefined;
}

/** The roles, users or applications assigned to an entity: search, add and remove. */
export function AssignmentList<T>({owner, noun, load, nameOf, text, empty, change, ...list}: Props<T>) {
  const {t} = useTranslation();
  const state = useListState();
  const [isAdding, {open, close}] = useDisclosure(false);
  const [isAsking, asking] = useDisclosure(false);
  // Stays while the dialog that asks about it fades away.
  const [leaving, setLeaving] = useState<T>();
  const query = useList([...owner, noun], state, (paging) => takePage(load({...paging, ...contains(state.search)})));

  const addButton = change && (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={open}>
      {change.label}
    </Button>
  );
  const removal: Column<T> = {
    header: t('remove'),
    isHeaderHidden: true,
    width: 48,
    render: (item) => (
      <Tooltip label={t('remove')}>
        <ActionIcon
          aria-label={t('remove_what', {what: nameOf(item)})}
          onClick={() => {
            setLeaving(item);
            asking.open();
          }}
        >
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </Tooltip>
    ),
  };
  return (
    <>
      <Text size="sm" c="dimmed" mb="md">
        {text}
      </Text>
      <ListTab
        {...list}
        state={state}
        query={query}
        columns={change ? [...list.columns, removal] : list.columns}
        action={addButton}
        empty={<EmptyState {...empty}>{addButton}</EmptyState>}
      />
      {change && <AddDialog change={change} opened={isAdding} onClose={close} />}
      {change && leaving !== undefined && (
        <RemoveDialog change={change} item={leaving} opened={isAsking} onClose={asking.close} />
      )}
    </>
  );
}

interface DialogProps<T> {
  change: Change<T>;
  opened: boolean;
  onClose: () => void;
}

function AddDialog<T>({change, ...dialog}: DialogProps<T>) {
  const {t} = useTranslation();
  const cache = useQueryClient();
  const add = async ({ids}: {ids: string[]}) => {
    await change.add(ids);
    // Both sides show it: lists count, pickers leave out what is there.
    await cache.invalidateQueries();
  };
  return (
    <CreateDialog
      {...dialog}
      title={change.label}
      action={change.label}
      size={change.size}
      initialValues={{ids: [] as string[]}}
      validate={{ids: (ids: string[]) => (ids.length > 0 ? null : t('field.required'))}}
      create={add}
    >
      {(form) =>
        change.picker({
          value: form.values.ids,
          onChange: (ids) => form.setFieldValue('ids', ids),
          error: form.errors['ids'] as string | undefined,
        })
      }
    </CreateDialog>
  );
}

function RemoveDialog<T>({change, item, ...dialog}: DialogProps<T> & {item: T}) {
  const {t} = useTranslation();
  const cache = useQueryClient();
  const remove = async () => {
    await change.remove(item);
    await cache.invalidateQueries();
  };
  return (
    <ConfirmDialog {...dialog} title={change.removeTitle} action={t('remove')} onConfirm={remove}>
      {change.removeText(item)}
    </ConfirmDialog>
  );
}
