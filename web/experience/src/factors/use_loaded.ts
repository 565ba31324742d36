import {useEffect, useState} from 'react';

import {explain, type Failure} from '../errors.ts';

/** Something that a page begins with, and can ask for again. */
export function useLoaded<Value>(load: () => Promise<Value>) {
  const [value, setValue] = useState<Value>();
  const [failure, setFailure] = useState<Failure>();
  const reload = async () => {
    setFailure(undefined);
    try {
      setValue(await load());
    } catch (error) {
      setFailure(explain(error));
    }
  };
  useEffect(() => void reload(), []);
  return {value, failure, reload};
}
