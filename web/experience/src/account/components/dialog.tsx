// A window over the page. The browser keeps the focus inside, closes it with Escape, and gives the focus back.
import {type ReactNode, useEffect, useId, useRef, useSyncExternalStore} from 'react';

import {at} from '../phrases.ts';
import {asking} from '../step_up.ts';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function Dialog({title, onClose, children}: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const isAsked = useSyncExternalStore(asking.subscribe, asking.isAsked);
  const isClosing = useRef(false);
  useEffect(() => {
    const element = dialog.current!;
    // Whose it is has to be confirmed first, on the page below.
    isClosing.current = isAsked;
    if (isAsked) element.close();
    else if (!element.open) element.showModal();
  }, [isAsked]);

  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onClose={() => !isClosing.current && onClose()}
      onMouseDown={(event) => event.target === dialog.current && dialog.current.close()}
    >
      <div className="dialog-content">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

/** The buttons at the end of a form in a dialog. */
export const dialogActions = (onClose: () => void, kind?: 'danger') => (submit: ReactNode) => (
  <div className="dialog-actions">
    <button type="button" className="button quiet" onClick={onClose}>
      {at('account.cancel')}
    </button>
    {kind ? <div className={kind}>{submit}</div> : submit}
  </div>
);
