import type {ReactNode} from 'react';

import classes from './facts.module.css';

/** Names with values, to be read. */
export const Facts = ({facts}: {facts: [name: string, value: ReactNode][]}) => (
  <dl className={classes['list']}>
    {facts.map(([name, value]) => (
      <div key={name} className={classes['fact']}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
