// An e-mail address or phone number that is typed into a form.
import {useRef, useState} from 'react';

import type {Address} from './api.ts';
import {emptyIdentifier} from './components/identifier_field.tsx';
import type {AddressType} from './context.ts';
import {parseIdentifier} from './identifier.ts';
import {toAddress} from './methods.ts';
import {t} from './phrases.ts';
import type {Typed} from './steps.ts';

export function useAddress(allowed: AddressType[], first?: Typed) {
  const [typed, setTyped] = useState(() => first ?? emptyIdentifier());
  const parsed = useRef<Address>(undefined);
  /** The fault of the field; without one, `address` is what was typed. */
  const check = (): Record<string, string> => {
    const found = parseIdentifier(typed.text, allowed, typed.region);
    if (typeof found === 'string') return {identifier: t(`invalid.${found}`)};
    parsed.current = toAddress(found);
    return {};
  };
  return {typed, field: {allowed, value: typed, onChange: setTyped}, check, address: () => parsed.current!};
}
