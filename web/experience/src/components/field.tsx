import {type ReactNode, useEffect, useId, useRef} from 'react';

import {Alert} from './icons.tsx';

export interface FieldProps {
  label: string;
  error?: ReactNode;
  hint?: ReactNode;
  /** the id of a sentence elsewhere that explains the field */
  describedBy?: string | undefined;
  /** grows with each failed submission: the first field with an error takes the focus then */
  attempt: number;
  children: (input: {id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined}) => ReactNode;
}

/** A label, a control, and below it the error or hint that describes the control. */
export function Field({label, error, hint, describedBy, attempt, children}: FieldProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = box.current?.closest('form')?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (error && attempt && first && box.current?.contains(first)) first.focus();
  }, [attempt, error]);

  const described = [error && `${id}-error`, hint && `${id}-hint`, describedBy].filter(Boolean).join(' ');
  return (
    <div className="field" ref={box}>
      <label htmlFor={id}>{label}</label>
      {children({id, 'aria-invalid': Boolean(error), 'aria-describedby': described || undefined})}
      {error && (
        <div className="field-error" id={`${id}-error`}>
          <Alert />
          <div>{error}</div>
        </div>
      )}
      {hint && (
        <div className="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  );
}
