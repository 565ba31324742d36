import {useRef} from 'react';

/** What a dialog showed when it was last open: it goes on showing that while it fades away. */
export function useLastShown<Props>(opened: boolean, props: Props): Props {
  const shown = useRef(props);
  if (opened) shown.current = props;
  return shown.current;
}
