import {Form} from '../../components/form.tsx';
import {useTask} from '../use_task.ts';
import {Dialog, dialogActions} from './dialog.tsx';

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
      <Form form={form} button={button} place={dialogActions(onClose, 'danger')} />
    </Dialog>
  );
}
