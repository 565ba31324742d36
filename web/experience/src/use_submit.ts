import {useEffect, useRef, useState} from 'react';

/**
 * Runs one submission at a time. It stays busy when `act` resolves to `leaving`, because the
 * browser is on its way to another page then, and wakes up if the person comes back.
 */
export function useSubmit(act: () => Promise<'leaving' | 'staying'>, fail: (error: unknown) => void) {
  const [busy, setBusy] = useState(false);
  const running = useRef(false);

  const set = (value: boolean) => {
    running.current = value;
    setBusy(value);
  };

  useEffect(() => {
    const wake = (event: PageTransitionEvent) => event.persisted && set(false);
    addEventListener('pageshow', wake);
    return () => removeEventListener('pageshow', wake);
  }, []);

  const submit = async () => {
    if (running.current) return;
    set(true);
    try {
      if ((await act()) === 'staying') set(false);
    } catch (error) {
      set(false);
      fail(error);
    }
  };
  return {busy, submit};
}
