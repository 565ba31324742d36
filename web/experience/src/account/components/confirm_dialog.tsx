import {Form} from '../../components/form.tsx';
import {useTask} from '../use_task.ts';
import {Dialog, dialogActions} from './dialog.tsx';
import {say} from './toast.tsx';

/** Asked before something is removed. */
export interface Question {
  title: string;
  text: string;
  button: string;
  act: () => Promise<unknown>;
  /** said afterwards */
  done?: string;
}

interface Props extends Question {
  /** shows what is left */
  reload?: () => Promise<unknown>;
  onClose: () => void;
}

export function ConfirmDialog({title, text, button, act, done, reload, onClose}: Props) {
  const form = useTask({
    fields: [],
    act: async () => {
      await act();
      await reload?.();
      if (done) say(done);
      onClose();
      return 'staying';
    },
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="dialog-text">{text}</p>
      <Form form={form} button={button} place={dialogActions(onClose, 'danger')} />
    </Dialog>
  );
}
