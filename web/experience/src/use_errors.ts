import {type ReactNode, useState} from 'react';

/** Errors by field. A field that is being corrected loses its error until the form is sent again. */
export function useErrors() {
  const [errors, setErrors] = useState<Record<string, ReactNode>>({});
  const clear = (...names: string[]) =>
    setErrors((found) => Object.fromEntries(Object.entries(found).filter(([name]) => !names.includes(name))));
  return {errors, setErrors, clear};
}
