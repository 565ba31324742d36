// The picture of the account: one from this device, or the address of one.
import {type ReactNode, useState} from 'react';

import {FailureNotice} from '../../components/failure.tsx';
import {Field} from '../../components/field.tsx';
import {FileButton} from '../../components/file_button.tsx';
import {Form} from '../../components/form.tsx';
import {sentences, t} from '../../phrases.ts';
import {webUrl} from '../../../../shared/url.ts';
import {changeAccount, uploadAvatar} from '../api.ts';
import {at} from '../phrases.ts';
import {nameOf, reloadAccount, useAccount} from '../store.ts';
import {useTask} from '../use_task.ts';
import {Avatar} from './avatar.tsx';
import {Dialog} from './dialog.tsx';
import {say} from './toast.tsx';

async function keep(avatar: string | null) {
  await changeAccount({avatar});
  await reloadAccount();
  say(at('profile.saved'));
}

function Upload({onDone}: {onDone: () => void}) {
  const account = useAccount();
  const [chosen] = useState<{file?: File}>({});
  const finish = async (avatar: string | null) => {
    await keep(avatar);
    onDone();
    return 'staying' as const;
  };
  const upload = useTask({fields: [], act: async () => finish((await uploadAvatar(chosen.file!)).url)});
  const removal = useTask({fields: [], act: () => finish(null)});
  return (
    <div className="ac-upload">
      <FailureNotice failure={upload.failure ?? removal.failure} attempt={upload.attempt + removal.attempt} />
      <div className="ac-upload-row">
        <Avatar url={account.avatar} name={nameOf(account)} isLarge />
        <FileButton
          busy={upload.busy}
          onChoose={(file) => {
            chosen.file = file;
            void upload.submit();
          }}
        />
        {account.avatar && (
          <button type="button" className="ac-action danger" onClick={() => void removal.submit()}>
            {at('account.remove')}
          </button>
        )}
      </div>
    </div>
  );
}

function AddressForm({onDone}: {onDone: () => void}) {
  const account = useAccount();
  const [text, setText] = useState(account.avatar ?? '');
  const form = useTask({
    fields: [],
    check: (): Record<string, ReactNode> => (webUrl(text.trim()) ? {} : {url: t(text.trim() ? 'invalid.url' : 'invalid.required')}),
    act: async () => {
      await keep(text.trim());
      onDone();
      return 'staying';
    },
  });
  return (
    <Form form={form} button={at('account.save')}>
      <Field label={at('profile.address')} error={form.errors['url']} attempt={form.attempt}>
        {(input) => (
          <div className="control">
            <input
              {...input}
              name="avatar"
              type="url"
              inputMode="url"
              autoComplete="photo"
              placeholder="https://"
              maxLength={2048}
              value={text}
              onInput={(event) => {
                setText(event.currentTarget.value);
                form.clear('url');
              }}
            />
          </div>
        )}
      </Field>
    </Form>
  );
}

export function AvatarDialog({title, onClose}: {title: string; onClose: () => void}) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="dialog-text">{sentences(at('profile.avatarText'), t('profile.uploadRule'))}</p>
      <Upload onDone={onClose} />
      <details className="ac-scopes">
        <summary>{at('profile.useAddress')}</summary>
        <AddressForm onDone={onClose} />
      </details>
      <div className="ac-close">
        <button type="button" className="button quiet" onClick={onClose}>
          {at('account.cancel')}
        </button>
      </div>
    </Dialog>
  );
}
