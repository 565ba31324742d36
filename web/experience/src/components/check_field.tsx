import {type ReactNode, useEffect, useId, useRef} from 'react';

import {Alert} from './icons.tsx';

interface Props {
  name?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** missing: nothing is wrong */
  error: ReactNode;
  /** grows with each failed submission: the box takes the focus then, unless a field before it needs it */
  attempt: number;
  children: ReactNode;
}

/** A box that has to be ticked before the form is sent. */
export function CheckField({name, checked, onChange, error, attempt, children}: Props) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const first = box.current?.form?.querySelector('[aria-invalid="true"]');
    if (error && first === box.current) box.current?.focus();
  }, [attempt, error]);

  return (
    <div className="field">
      <label className="choice">
        <input
          type="checkbox"
          name={name}
          ref={box}
          checked={checked}
          onChange={(change) => onChange(change.currentTarget.checked)}
          aria-invalid={Boolean(error)}
          aria-describedby={error ? id : undefined}
        />
        <span>{children}</span>
      </label>
      {error && (
        <p className="field-error" id={id}>
          <Alert />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
