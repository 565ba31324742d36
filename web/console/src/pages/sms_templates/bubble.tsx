import classes from './bubble.module.css';

/** A text message as a phone shows it. */
export const Bubble = ({language, children}: {language?: string; children: string}) => (
  <div className={classes['bubble']} lang={language}>
    {children}
  </div>
);
