import {Button, Center, Loader} from '@mantine/core';
import {useRouter} from '@tanstack/react-router';
import {useEffect, useState} from 'react';
import {useTranslation} from 'react-i18next';

import {messageOf} from '../api/api_error.ts';
import {ErrorState} from '../components/error_state.tsx';
import {base} from '../context.ts';
import {client, reportSignIn, signIn, signInAgain, takeReturnPath} from './session.ts';

// Outside of the component: an answer is redeemed once, however often React draws.
let finishing: ReturnType<typeof client.finishSignIn> | undefined;

export function Callback() {
  const {t} = useTranslation();
  const router = useRouter();
  const [error, setError] = useState<unknown>();

  useEffect(() => {
    finishing ??= client.finishSignIn();
    finishing.then((tokens) => {
      // Opened to sign in again.
      if (!tokens) return signInAgain();
      if (reportSignIn(tokens)) return undefined;
      return router.history.replace(takeReturnPath());
    }, setError);
  }, [router]);

  if (!error) {
    return (
      <Center h="100dvh">
        <Loader size="sm" aria-label={t('loading')} />
      </Center>
    );
  }
  return (
    <Center h="100dvh">
      <ErrorState title={t('session.failed')} text={messageOf(error)}>
        <Button
          onClick={() => {
            history.replaceState(null, '', base);
            void signIn();
          }}
        >
          {t('session.try_again')}
        </Button>
      </ErrorState>
    </Center>
  );
}
