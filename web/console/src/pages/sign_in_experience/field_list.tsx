import {ActionIcon, Badge, Group, Switch, Text, Tooltip} from '@mantine/core';
import {IconArrowDown, IconArrowUp, IconGripVertical, IconPencil, IconTrash} from '@tabler/icons-react';
import {useState, type ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import type {ProfileField} from '../../api/types.ts';
import classes from './field_list.module.css';

interface Props {
  fields: ProfileField[];
  asked: Record<string, boolean>;
  onOrder: (names: string[]) => void;
  onAsked: (asked: Record<string, boolean>) => void;
  onEdit: (field: ProfileField) => void;
  onDelete: (field: ProfileField) => void;
}

/** In the order of the form; dragged by the handle, or moved by the arrows. */
export function FieldList({fields, asked, onOrder, onAsked, onEdit, onDelete}: Props) {
  const {t} = useTranslation(['sign_in_experience', 'common']);
  const [dragged, setDragged] = useState<string>();
  const names = fields.map(({name}) => name);
  const move = (name: string, to: number) => {
    if (to < 0 || to >= names.length) return;
    onOrder(names.filter((other) => other !== name).toSpliced(to, 0, name));
  };
  return (
    <ol className={classes['list']} aria-label={t('tab.fields')}>
      {fields.map((field, index) => {
        const {name, label, type, required} = field;
        const isAsked = asked[name] ?? false;
        return (
          <li
            key={name}
            className={classes['row']}
            data-dragged={dragged === name || undefined}
            onDragEnter={() => dragged && dragged !== name && move(dragged, index)}
            onDragOver={(event) => dragged && event.preventDefault()}
          >
            <span
              className={classes['handle']}
              draggable
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setDragImage(event.currentTarget.parentElement!, 12, 20);
                setDragged(name);
              }}
              onDragEnd={() => setDragged(undefined)}
              aria-hidden
            >
              <IconGripVertical size={18} stroke={1.5} />
            </span>
            <div className={classes['what']}>
              <Group gap={8}>
                <Text size="sm" fw={500}>
                  {label || name}
                </Text>
                {required && <Badge color="gray">{t('fields.required')}</Badge>}
              </Group>
              <Text size="xs" c="dimmed">
                {label ? `${t(`fields.types.${type}`)} · ${name}` : t(`fields.types.${type}`)}
              </Text>
            </div>
            <Switch
              size="sm"
              label={t('fields.asked')}
              checked={isAsked}
              onChange={() => onAsked({...asked, [name]: !isAsked})}
            />
            <Group gap={2} wrap="nowrap">
              <Act label={t('fields.up', {name})} disabled={index === 0} onClick={() => move(name, index - 1)}>
                <IconArrowUp size={16} stroke={1.5} />
              </Act>
              <Act
                label={t('fields.down', {name})}
                disabled={index === fields.length - 1}
                onClick={() => move(name, index + 1)}
              >
                <IconArrowDown size={16} stroke={1.5} />
              </Act>
              <Act label={t('fields.edit', {name})} onClick={() => onEdit(field)}>
                <IconPencil size={16} stroke={1.5} />
              </Act>
              <Act label={t('fields.delete', {name})} onClick={() => onDelete(field)}>
                <IconTrash size={16} stroke={1.5} />
              </Act>
            </Group>
          </li>
        );
      })}
    </ol>
  );
}

interface ActProps {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

const Act = ({label, disabled, onClick, children}: ActProps) => (
  <Tooltip label={label}>
    <ActionIcon size={32} aria-label={label} disabled={disabled} onClick={onClick}>
      {children}
    </ActionIcon>
  </Tooltip>
);
