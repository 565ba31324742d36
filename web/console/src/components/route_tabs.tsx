import {Tabs} from '@mantine/core';
import {useNavigate, useParams} from '@tanstack/react-router';
import {type ReactNode, useEffect, useRef} from 'react';

import classes from './route_tabs.module.css';

export interface RouteTab {
  /** its word in the address */
  value: string;
  label: string;
  content: ReactNode;
}

/** Which of the tabs the address names; the first is what an address without a tab shows. */
export function useCurrentTab<Value extends string>(values: readonly Value[]): Value {
  const {tab} = useParams({strict: false}) as {tab?: string};
  return values.find((value) => value === tab) ?? values[0]!;
}

/** The sides of a page. Its route has to end in `/{-$tab}`. */
export function RouteTabs({tabs, label}: {tabs: RouteTab[]; label: string}) {
  const navigate = useNavigate();
  const first = tabs[0]!.value;
  const current = useCurrentTab(tabs.map(({value}) => value));
  const scroller = useRef<HTMLDivElement>(null);
  // On a telephone the tabs are wider than the window.
  useEffect(() => {
    scroller.current?.querySelector('[data-active]')?.scrollIntoView({block: 'nearest', inline: 'center'});
  }, [current]);
  const show = (value: string | null) => {
    const params = (known: object) => ({...known, tab: value === first ? undefined : value});
    void navigate({to: '.', params: params as never});
  };
  return (
    <Tabs value={current} onChange={show}>
      <div className={classes['scroller']} ref={scroller}>
        <Tabs.List aria-label={label} className={classes['list']}>
          {tabs.map(({value, label}) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </div>
      {tabs.map(({value, content}) => (
        <Tabs.Panel key={value} value={value} pt="lg">
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
