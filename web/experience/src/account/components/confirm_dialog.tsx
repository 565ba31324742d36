import {t} from '../../phrases.ts';
import {FailureNotice} from '../../components/failure.tsx';
import {SubmitButton} from '../../components/layout.tsx';
import {at} from '../phrases.ts';
import {useTask} from '../use_task.ts';
import {Dialog} from './dialog.tsx';

interface Props {
  title: string;
  text: string;
  button: string;
  act: () => Promise<void>;
  onClose: () => void;
}

/** Asks before something is removed. */
export function ConfirmDialog({title, text, button, act, onClose}: Props) {
  const form = useTask({
    fields: [],
    act: async () => {
      await act();
      onClose();
      return 'staying';
    },
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="dialog-text">{text}</p>
      <form onSubmit={form.onSubmit}>
        <FailureNotice failure={form.failure} attempt={form.attempt} />
        <div className="dialog-actions">
          <button type="button" className="button quiet" onClick={onClose}>
            {at('account.cancel')}
          </button>
          <div className="danger">
            <SubmitButton busy={form.busy}>{button || t('common.continue')}</SubmitButton>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
