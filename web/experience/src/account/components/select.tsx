import {useId} from 'react';

import {Chevron} from '../../components/icons.tsx';

interface Props {
  label: string;
  value: string;
  options: [value: string, label: string][];
  onChange: (value: string) => void;
}

export function Select({label, value, options, onChange}: Props) {
  const id = useId();
  return (
    <div className="ac-select">
      <label htmlFor={id}>{label}</label>
      <span>
        <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
        <Chevron />
      </span>
    </div>
  );
}
