import {Badge, Text, Title} from '@mantine/core';
import {IconMinus, IconPencil, IconPlus} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {kindPhrases, type Kind} from '../../components/kind_phrases.ts';
import type {Change} from './data.ts';
import classes from './plan_list.module.css';

const looks = {
  create: {color: 'gate', icon: IconPlus},
  update: {color: 'blue', icon: IconPencil},
  remove: {color: 'red', icon: IconMinus},
} as const;

// A file may have thousands; nobody reads more than these.
const mostShown = 200;

const kindKey = (kind: string) => kindPhrases[kind.replaceAll(/[ -]/g, '_') as Kind] ?? kind;

/** The changes that applying a file makes, by kind. */
export function PlanList({changes}: {changes: Change[]}) {
  const {t} = useTranslation(['tenant', 'common']);
  const shown = changes.slice(0, mostShown);
  const kinds = [...new Set(shown.map(({kind}) => kind))];
  return (
    <>
      {kinds.map((kind) => (
        <section key={kind}>
          <Title order={3} size="h6" mb={2}>
            {t(kindKey(kind))}
          </Title>
          <ul className={classes['list']}>
            {shown
              .filter((change) => change.kind === kind)
              .map((change, index) => (
                <Row key={index} change={change} />
              ))}
          </ul>
        </section>
      ))}
      {changes.length > mostShown && (
        <Text size="sm" c="dimmed">
          {t('apply.more', {count: changes.length - mostShown})}
        </Text>
      )}
    </>
  );
}

function Row({change: {action, kind, name, members}}: {change: Change}) {
  const {t} = useTranslation(['tenant', 'common']);
  const {color, icon: Symbol} = looks[action];
  return (
    <li className={classes['change']}>
      <div>
        <Badge color={color} leftSection={<Symbol size={12} />}>
          {t(`action.${action}`)}
        </Badge>
      </div>
      <span className={classes['name']}>{name || t(kindKey(kind))}</span>
      {members.length > 0 && <span className={classes['members']}>{members.join(', ')}</span>}
    </li>
  );
}
