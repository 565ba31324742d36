import {MantineProvider} from '@mantine/core';
import {Notifications} from '@mantine/notifications';
import {QueryClientProvider} from '@tanstack/react-query';
import {RouterProvider} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {queryClient} from './api/query_client.ts';
import {styleNonce} from './context.ts';
import {router} from './router.ts';
import {makeTheme} from './theme.ts';

export function App() {
  const {t} = useTranslation();
  return (
    <MantineProvider theme={makeTheme(t)} defaultColorScheme="auto" getStyleNonce={() => styleNonce}>
      <Notifications position="top-center" autoClose={4000} />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
