import {useRef} from 'react';

/** The last value of an open dialog, which keeps showing it while it fades away. */
export function useLastShown<Props>(opened: boolean, props: Props): Props {
  const shown = useRef(props);
  if (opened) shown.current = props;
  return shown.current;
}
