import {type ReactNode, useEffect, useRef} from 'react';

import {context} from '../context.ts';
import {setTitle} from '../languages.ts';
import {useSteps} from '../steps.ts';
import {Brand, leadId, Page} from './layout.tsx';

interface Props {
  headline: ReactNode;
  /** of the window, where it differs from the loaded page's */
  title?: string;
  lead?: ReactNode;
  /** There is something to read before the first field. */
  isReadFirst?: boolean;
  children?: ReactNode;
}

/** A step: its headline, a sentence, and the rest. The focus moves to its first empty field, or to the headline. */
export function StepPage({headline, title, lead, isReadFirst, children}: Props) {
  const {hasMoved} = useSteps();
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => setTitle(title), [title, context.language]);
  useEffect(() => {
    if (!hasMoved) return;
    const found = content.current?.querySelectorAll<HTMLInputElement>('form input:not([readonly], [type="checkbox"])');
    const inputs = isReadFirst ? [] : Array.from(found ?? []);
    const next = inputs.find(({value}) => !value) ?? inputs[0];
    (next ?? content.current?.querySelector('h1'))?.focus({preventScroll: true});
    scrollTo(0, 0);
  }, [hasMoved]);

  return (
    <Page>
      <div ref={content}>
        <Brand />
        <h1 tabIndex={-1}>{headline}</h1>
        {lead && (
          <p className="lead" id={leadId}>
            {lead}
          </p>
        )}
        {children}
      </div>
    </Page>
  );
}

/** The other ways on from a step, one a line. */
export const Ways = ({children}: {children: ReactNode}) => <div className="ways">{children}</div>;

interface WayProps {
  onClick: () => void;
  busy?: boolean;
  describedBy?: string;
  children: ReactNode;
}

export const Way = ({onClick, busy = false, describedBy, children}: WayProps) => (
  <p>
    <button type="button" className="link" aria-disabled={busy} aria-describedby={describedBy} onClick={onClick}>
      {children}
    </button>
  </p>
);
