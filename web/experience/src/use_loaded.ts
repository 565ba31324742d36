import {useEffect, useState} from 'react';

import {explain as explainUsual, type Failure} from './errors.ts';

interface State<Value> {
  value?: Value;
  failure?: Failure | undefined;
  error?: unknown;
  isDone: boolean;
}

/** Something that a page begins with, and can ask for again. */
export function useLoaded<Value>(
  load: () => Promise<Value>,
  explain: (error: unknown) => Failure | undefined = explainUsual,
) {
  const [state, setState] = useState<State<Value>>({isDone: false});
  const reload = async () => {
    setState((before) => ({...before, failure: undefined, error: undefined}));
    try {
      setState({value: await load(), isDone: true});
    } catch (error) {
      setState((before) => ({...before, failure: explain(error), error}));
    }
  };
  useEffect(() => void reload(), []);
  return {...state, reload};
}
