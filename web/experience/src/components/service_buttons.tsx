// Buttons that lead to another service: one a line, or their logos alone.
import {useState} from 'react';

import {ApiError, type VisitMethod} from '../api.ts';
import type {Failure} from '../errors.ts';
import {t} from '../phrases.ts';
import {useForm} from '../use_form.ts';
import {FailureNotice} from './failure.tsx';
import {Logo, type Service} from './service_logo.tsx';

/** Why a visit did not begin. */
export const explainStart = (method: VisitMethod, error: unknown): Failure | undefined => {
  if (!(error instanceof ApiError)) return undefined;
  if (error.code === 'entity.not_found' || error.code === 'user.sign_in_method_not_enabled') {
    return {text: t(`${method}.switchedOff`)};
  }
  return /^(connector|single_sign_on)\./.test(error.code) ? {text: t(`${method}.unavailable`)} : undefined;
};

/** `check`: what has to be done before, such as to accept the terms. */
export function useServiceEntry(method: VisitMethod, check?: () => Record<string, true>) {
  const [chosen, setChosen] = useState<string>();
  const [pressed] = useState<{id?: string}>({});
  const form = useForm({
    fields: [],
    ...(check && {check}),
    act: async () => {
      const {beginVisit} = await import('../visit.ts');
      await beginVisit(method, pressed.id!);
      return 'leaving';
    },
    explain: (error) => explainStart(method, error),
  });
  const start = ({id}: {id: string}) => {
    pressed.id = id;
    setChosen(id);
    void form.submit();
  };
  return {...form, start, chosen};
}

interface Props {
  services: Service[];
  labelOf: (service: Service) => string;
  entry: ReturnType<typeof useServiceEntry>;
  /** Something else of the page is on its way. */
  isBusy?: boolean;
  isRow?: boolean;
}

export const ServiceButtons = ({services, labelOf, entry, isBusy = false, isRow = false}: Props) => (
  <>
    <FailureNotice failure={entry.failure} attempt={entry.attempt} />
    <ul className={isRow ? 'social-row' : 'social-lines'}>
      {services.map((service) => {
        const label = labelOf(service);
        const isWorking = entry.busy && entry.chosen === service.id;
        return (
          <li key={service.id}>
            <button
              type="button"
              className="button quiet"
              {...(isRow && {'aria-label': label, title: label})}
              aria-disabled={entry.busy || isBusy}
              data-busy={isWorking || undefined}
              onClick={() => !isBusy && entry.start(service)}
            >
              <span className="button-label with-icon">
                <Logo {...service} />
                {!isRow && label}
              </span>
              {isWorking && (
                <span className="spinner" role="status">
                  <span className="hidden">{t('common.working')}</span>
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  </>
);
