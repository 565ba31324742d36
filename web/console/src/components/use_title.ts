import {useEffect} from 'react';

/** The title of the browser tab, which screen readers announce. */
export function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · Daemun`;
  }, [title]);
}
