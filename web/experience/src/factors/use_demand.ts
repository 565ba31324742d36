// What every page of a demand does: act, then go on to the next step or away.
import {ApiError} from '../api.ts';
import {goOn} from '../flow.ts';
import {stepOf} from '../next_step.ts';
import type {AnyDemandPause, Pause} from '../pause.ts';
import {useSteps} from '../steps.ts';
import {type Options, useForm} from '../use_form.ts';

/** The same once more, after it was done: the server has forgotten it. */
const isAskedAgain = ({demand}: AnyDemandPause, next: Pause) =>
  (demand.kind === 'verify' || demand.kind === 'backup') && 'demand' in next && next.demand.kind === demand.kind;

export function useDemand(pause: AnyDemandPause, first: () => Promise<unknown>, options: Partial<Omit<Options, 'act'>> = {}) {
  const steps = useSteps();
  return useForm({
    fields: [],
    ...options,
    act: async () => {
      const next = await goOn(pause, first);
      if (next && isAskedAgain(pause, next)) throw new ApiError('session.mfa.pending_info_not_found', '', undefined, 400);
      if (next) steps.replace(stepOf(next));
      return next ? 'staying' : 'leaving';
    },
  });
}
