import {t} from '../phrases.ts';
import type {StepForm} from '../use_form.ts';
import {FailureNotice} from './failure.tsx';
import {Key} from './icons.tsx';

interface Props {
  form: StepForm & {start: () => void};
  /** Otherwise only what goes wrong with a passkey that the browser filled in. */
  isShown: boolean;
  isBusy: boolean;
}

export const PasskeyButton = ({form, isShown, isBusy}: Props) => (
  <div className="passkey">
    <FailureNotice failure={form.failure} attempt={form.attempt} />
    {isShown && (
      <button
        type="button"
        className="button quiet"
        aria-disabled={form.busy || isBusy}
        data-busy={form.busy || undefined}
        onClick={() => !isBusy && form.start()}
      >
        <span className="button-label with-icon">
          <Key />
          {t('passkey.signIn')}
        </span>
        {form.busy && (
          <span className="spinner" role="status">
            <span className="hidden">{t('common.working')}</span>
          </span>
        )}
      </button>
    )}
  </div>
);
