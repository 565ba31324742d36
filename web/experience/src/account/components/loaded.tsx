// What a page begins with: it is on its way, it failed, or it is there.
import type {ReactNode} from 'react';

import {FailureNotice} from '../../components/failure.tsx';
import {t} from '../../phrases.ts';
import {useLoaded} from '../../use_loaded.ts';
import {explain} from '../errors.ts';
import {at} from '../phrases.ts';
import {Cancelled} from '../step_up.ts';

export function useLoading<Value>(load: () => Promise<Value>) {
  const {error, ...loaded} = useLoaded(load, explain);
  return {...loaded, isCancelled: error instanceof Cancelled};
}

export type Loading<Value> = ReturnType<typeof useLoading<Value>>;

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
