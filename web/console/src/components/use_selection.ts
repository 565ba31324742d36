// Rows of a list that are chosen for one act; they stay chosen on other pages of the list.
import {useState} from 'react';

export interface Selection<T> {
  has: (key: string) => boolean;
  toggle: (items: T[], isChosen: boolean) => void;
  nameOf: (item: T) => string;
}

export function useSelection<T>(keyOf: (item: T) => string, nameOf: (item: T) => string) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, T>>(new Map());
  const toggle = (items: T[], isChosen: boolean) => {
    const next = new Map(chosen);
    for (const item of items) {
      if (isChosen) next.set(keyOf(item), item);
      else next.delete(keyOf(item));
    }
    setChosen(next);
  };
  const selection: Selection<T> = {has: (key) => chosen.has(key), toggle, nameOf};
  return {items: [...chosen.values()], selection, clear: () => setChosen(new Map())};
}
