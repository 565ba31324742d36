import type {Identifier} from '../api.ts';
import {formatDigits} from '../phone.ts';

/** An identifier inside a sentence, to be read. */
export const IdentifierText = ({identifier: {type, value}}: {identifier: Identifier}) => (
  <strong dir="ltr">{type === 'phone' ? <span className="number">{formatDigits(value)}</span> : value}</strong>
);
