import {useQueries} from '@tanstack/react-query';

import type {Entity} from './entity_picker.tsx';

/** The names of things whose ids are stored; what is gone meanwhile keeps its id for a name. */
export function useKnown(noun: string, ids: string[], load: (id: string) => Promise<Entity>): Entity[] {
  return useQueries({
    queries: ids.map((id) => ({queryKey: ['known', noun, id], queryFn: () => load(id), staleTime: 60_000})),
    combine: (results) => results.flatMap(({data}) => (data ? [data] : [])),
  });
}
