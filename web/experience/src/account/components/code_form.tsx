// The code that was sent to an address.
import type {Address} from '../../api.ts';
import {CodeEntry} from '../../components/code_entry.tsx';
import {Form} from '../../components/form.tsx';
import {t} from '../../phrases.ts';
import type {Sent as SentCode} from '../../steps.ts';
import {useSentCode} from '../../use_sent_code.ts';
import {type NewRecord, sendCode, verifyCode} from '../api.ts';
import {useTask} from '../use_task.ts';

export type Sent = NewRecord & SentCode;

export async function send(address: Address): Promise<Sent> {
  const record = await sendCode(address);
  return {...record, verificationId: record.verificationRecordId, sentAt: Date.now()};
}

interface Props {
  address: Address;
  sent: Sent;
  /** with the record that the right code has proved */
  then: (record: NewRecord) => Promise<void>;
}

export function CodeForm({address, sent: first, then}: Props) {
  const {form, entry} = useSentCode({
    useForm: useTask,
    address,
    first,
    resend: () => send(address),
    verify: ({verificationId}, code) => verifyCode(address, verificationId, code),
    then: async (sent) => {
      await then(sent);
      return 'staying';
    },
  });
  return (
    <Form form={form} button={t('common.continue')}>
      <CodeEntry {...entry} />
    </Form>
  );
}
