// Fresh on every visit: an invitation may have come, or a role may have changed.
import {type Loading, useLoading} from '../components/loaded.tsx';
import {loadMemberships, type Memberships, useMemberships} from './store.ts';

export function useFreshMemberships(): Loading<Memberships> {
  const loading = useLoading(loadMemberships);
  const known = useMemberships();
  const {value: _, ...rest} = loading;
  return loading.isDone && known ? {...rest, value: known} : rest;
}
