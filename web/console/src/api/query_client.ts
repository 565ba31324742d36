import {QueryClient} from '@tanstack/react-query';

import {ApiError} from './api_error.ts';
import {connection} from './connection.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal stays a refusal, and a lost connection has its own way back (connection.ts).
      retry: (failures, error) => error instanceof ApiError && error.status >= 500 && failures < 1,
      staleTime: 10_000,
      networkMode: 'always',
    },
    mutations: {retry: false, networkMode: 'always'},
  },
});

connection.subscribe(() => {
  if (!connection.isLost()) void queryClient.invalidateQueries();
});
