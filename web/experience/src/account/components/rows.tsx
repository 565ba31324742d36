// Cards of rows: a label, what it holds, and what can be done with it.
import {type ReactNode, useId} from 'react';

interface SectionProps {
  title: string;
  text?: string | undefined;
  /** in the corner of the card */
  action?: ReactNode;
  children: ReactNode;
}

export function Section({title, text, action, children}: SectionProps) {
  const id = useId();
  return (
    <section className="ac-section logto_ac-section" aria-labelledby={id}>
      <div className="ac-section-head">
        <div>
          <h2 className="logto_ac-section-title" id={id}>
            {title}
          </h2>
          {text && <p className="ac-section-text">{text}</p>}
        </div>
        {action}
      </div>
      <div className="ac-card logto_ac-card">{children}</div>
    </section>
  );
}

export const Rows = ({children, label}: {children: ReactNode; label?: string}) => (
  <ul className="ac-rows" aria-label={label}>
    {children}
  </ul>
);

interface RowProps {
  icon?: ReactNode;
  label: ReactNode;
  /** below the label */
  children?: ReactNode;
  actions?: ReactNode;
  /** the one that a link was about */
  isMarked?: boolean;
}

export const Row = ({icon, label, children, actions, isMarked = false}: RowProps) => (
  <li className="ac-row logto_ac-row" data-marked={isMarked || undefined}>
    {icon && <span className="ac-row-icon">{icon}</span>}
    <div className="ac-row-text">
      <p className="ac-row-label">{label}</p>
      {children && <div className="ac-row-value">{children}</div>}
    </div>
    {actions && <div className="ac-row-actions">{actions}</div>}
  </li>
);

interface ActionProps {
  /** read out after the button's word: "Change – Email address" */
  about: string;
  onClick: () => void;
  kind?: 'danger' | 'main';
  busy?: boolean;
  children: ReactNode;
}

/** The same word stands on many rows: a screen reader hears which one it is. */
export const Action = ({about, onClick, kind, busy = false, children}: ActionProps) => (
  <button type="button" className={kind ? `ac-action ${kind}` : 'ac-action'} aria-disabled={busy} onClick={onClick}>
    {children}
    <span className="hidden"> – {about}</span>
  </button>
);

export const Nothing = ({children}: {children: ReactNode}) => <p className="ac-nothing">{children}</p>;
