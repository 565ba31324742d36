// A short word that something is done. It is read out, and goes away by itself.
import {useEffect, useState, useSyncExternalStore} from 'react';

import {Check} from '../../components/icons.tsx';

let said = {text: '', count: 0};
const listeners = new Set<() => void>();

export function say(text: string) {
  said = {text, count: said.count + 1};
  listeners.forEach((listener) => listener());
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Toast() {
  const {text, count} = useSyncExternalStore(subscribe, () => said);
  const [gone, setGone] = useState(0);
  useEffect(() => {
    if (!count) return;
    const timer = setTimeout(() => setGone(count), 6000);
    return () => clearTimeout(timer);
  }, [count]);
  const isShown = count > gone;
  return (
    <div className="ac-toast" role="status">
      {isShown && (
        <p key={count}>
          <Check />
          {text}
        </p>
      )}
    </div>
  );
}
