// What a page begins with: it is on its way, it failed, or it is there.
import {type ReactNode, useEffect, useState} from 'react';

import {FailureNotice} from '../../components/failure.tsx';
import type {Failure} from '../../errors.ts';
import {t} from '../../phrases.ts';
import {explain} from '../errors.ts';
import {at} from '../phrases.ts';
import {Cancelled} from '../step_up.ts';

export interface Loading<Value> {
  value: Value | undefined;
  failure: Failure | undefined;
  isCancelled: boolean;
  isDone: boolean;
  reload: () => Promise<void>;
}

export function useLoading<Value>(load: () => Promise<Value>): Loading<Value> {
  const [state, setState] = useState<Omit<Loading<Value>, 'reload'>>({
    value: undefined,
    failure: undefined,
    isCancelled: false,
    isDone: false,
  });
  const reload = async () => {
    setState((before) => ({...before, failure: undefined, isCancelled: false}));
    try {
      const value = await load();
      setState({value, failure: undefined, isCancelled: false, isDone: true});
    } catch (error) {
      setState((before) => ({...before, failure: explain(error), isCancelled: error instanceof Cancelled}));
    }
  };
  useEffect(() => void reload(), []);
  return {...state, reload};
}

interface Props<Value> {
  loading: Loading<Value>;
  children: (value: NonNullable<Value>) => ReactNode;
}

export function Loaded<Value>({loading, children}: Props<Value>) {
  const {value, failure, isCancelled, reload} = loading;
  if (failure || isCancelled) {
    return (
      <div className="ac-failed">
        <FailureNotice failure={failure} attempt={0} />
        {isCancelled && <p>{at('confirm.needed')}</p>}
        <button type="button" className="button quiet" onClick={() => void reload()}>
          {isCancelled ? at('confirm.button') : t('error.retry')}
        </button>
      </div>
    );
  }
  return value == null ? <Spinner /> : <>{children(value)}</>;
}

export const Spinner = () => (
  <p className="ac-loading" role="status">
    <span className="spinner" />
    <span className="hidden">{t('common.loading')}</span>
  </p>
);
