import {NavLink, ScrollArea, Text} from '@mantine/core';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {sections} from '../navigation.ts';
import {entries} from './entries.ts';
import classes from './navigation.module.css';

export function Navigation() {
  const {t} = useTranslation();
  return (
    <ScrollArea className={classes['scroller']!} type="scroll">
      {sections.map((section) => {
        const items = entries.filter((entry) => entry.section === section);
        if (items.length === 0) return null;
        return (
          <div key={section} role="group" aria-label={t(`section.${section}`)} className={classes['section']}>
            {section !== 'overview' && (
              <Text size="xs" fw={500} className={classes['heading']!} aria-hidden>
                {t(`section.${section}`)}
              </Text>
            )}
            {items.map(({to, label, icon: Symbol}) => (
              <NavLink
                key={to}
                component={Link}
                to={to}
                activeOptions={{exact: to === '/'}}
                label={t(label)}
                leftSection={<Symbol size={18} stroke={1.5} aria-hidden />}
                className={classes['link']!}
              />
            ))}
          </div>
        );
      })}
    </ScrollArea>
  );
}
