import {Button, Menu} from '@mantine/core';
import {IconBook2, IconChevronDown} from '@tabler/icons-react';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import type {Application, ApplicationType} from '../../api/types.ts';
import {groups, guides, type GuideName} from './guides.ts';

const groupOf: Partial<Record<ApplicationType, (typeof groups)[number]>> = {
  Traditional: 'web',
  SPA: 'spa',
  MachineToMachine: 'machine',
};

/** The guides for applications of the type, with this one's values. Nothing, if there are none; a telephone has no
 * editor beside it, nor room. */
export function GuideMenu({application: {id, type}}: {application: Application}) {
  const {t} = useTranslation('get_started');
  const names = (Object.keys(guides) as GuideName[]).filter((name) => guides[name].group === groupOf[type]);
  if (names.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconBook2 size={16} />}
          rightSection={<IconChevronDown size={14} />}
          visibleFrom="sm"
        >
          {t('guides')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {names.map((name) => {
          const Symbol = guides[name].icon;
          return (
            <Menu.Item
              key={name}
              leftSection={<Symbol size={16} />}
              renderRoot={(props) => (
                <Link to="/get-started/$guide" params={{guide: name}} search={{app: id}} {...props} />
              )}
            >
              {t(`guide.${name}.title`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
