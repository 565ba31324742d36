// The wish not to be asked again in this browser: offered where the settings allow it, and never ticked beforehand.
import {useState} from 'react';

import {ApiError} from '../api.ts';
import {CheckField} from '../components/check_field.tsx';
import type {DemandPause} from '../pause.ts';
import {t} from '../phrases.ts';
import * as api from './api.ts';

/** After the factor is proven. A refusal is no reason not to sign in: the settings may have changed meanwhile. */
async function keep() {
  try {
    await api.trustDevice();
  } catch (error) {
    if (!(error instanceof ApiError && error.status >= 400 && error.status < 500)) throw error;
  }
}

export function useTrust({demand: {trustDays}}: DemandPause<'verify'>) {
  const [isWanted, setWanted] = useState(false);
  return {
    isOffered: trustDays !== undefined,
    field: trustDays !== undefined && (
      <CheckField checked={isWanted} onChange={setWanted} error={undefined} attempt={0}>
        {t('twoStep.trustDays', {days: trustDays})}
      </CheckField>
    ),
    keep: async () => {
      if (isWanted) await keep();
    },
  };
}
