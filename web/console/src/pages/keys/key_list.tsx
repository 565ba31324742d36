import {ActionIcon, Badge, Group, Text, Tooltip} from '@mantine/core';
import {IconTrash} from '@tabler/icons-react';
import {useState, type ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {IdChip} from '../../components/id_chip.tsx';
import {Time} from '../../components/time.tsx';
import {deleteKey, type Key, type KeyType} from './data.ts';
import classes from './key_list.module.css';

export type Standing = 'Current' | 'Next' | 'Previous';
const colors: Record<Standing, string> = {Current: 'gate', Next: 'blue', Previous: 'gray'};
const order: Standing[] = ['Next', 'Current', 'Previous'];

export interface ListedKey extends Key {
  standing: Standing;
}

interface Props {
  keyType: KeyType;
  keys: ListedKey[];
  /** what happens to whom when a previous key goes */
  deletion: ReactNode;
}

/** The keys of one ring, in the order in which they sign: the next above the current one. */
export function KeyList({keyType, keys, deletion}: Props) {
  const {t} = useTranslation('keys');
  const [removed, setRemoved] = useState<Key>();
  const sorted = keys.toSorted((one, other) => order.indexOf(one.standing) - order.indexOf(other.standing));
  return (
    <>
      <ul className={classes['list']}>
        {sorted.map((key) => (
          <li key={key.id} className={classes['key']}>
            <div>
              <Badge color={colors[key.standing]}>{t(`standing.${key.standing}`)}</Badge>
            </div>
            <div>
              <Group gap="xs">
                <IdChip id={key.id} />
              </Group>
              <Text size="xs" c="dimmed" mt={2}>
                {t('made')} <Time at={key.createdAt * 1000} form="relative" />
                {key.effectiveAt !== undefined && (
                  <>
                    {' · '}
                    {t('signs_from')} <Time at={key.effectiveAt} />
                  </>
                )}
              </Text>
            </div>
            {key.standing === 'Previous' ? (
              <Tooltip label={t('delete.title')}>
                <ActionIcon size={32} aria-label={t('delete.key', {id: key.id})} onClick={() => setRemoved(key)}>
                  <IconTrash size={16} stroke={1.5} />
                </ActionIcon>
              </Tooltip>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        opened={removed !== undefined}
        onClose={() => setRemoved(undefined)}
        title={t('delete.title')}
        onConfirm={() => deleteKey(keyType, removed!.id)}
      >
        {deletion}
      </ConfirmDialog>
    </>
  );
}
