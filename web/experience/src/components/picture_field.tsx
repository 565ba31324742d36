// A picture of the person: chosen from this device, kept by the server, and sent by its address.
import {type ReactNode, useState} from 'react';

import {imageUrl} from '../../../shared/url.ts';
import {ApiError} from '../api.ts';
import {explain} from '../errors.ts';
import {t} from '../phrases.ts';
import {useSubmit} from '../use_submit.ts';
import {Field} from './field.tsx';
import {FileButton} from './file_button.tsx';

interface Props {
  label: string;
  /** the address of the picture; empty without one */
  value: string;
  onChange: (address: string) => void;
  upload: (file: File) => Promise<string>;
  error: ReactNode;
  attempt: number;
}

/** The server's rules for pictures, said once more. */
const isRule = (error: unknown) => error instanceof ApiError && error.code.startsWith('guard.');

export function PictureField({label, value, onChange, upload, error, attempt}: Props) {
  const [chosen] = useState<{file?: File}>({});
  const [refusal, setRefusal] = useState<string>();
  const {busy, submit} = useSubmit(
    async () => {
      setRefusal(undefined);
      onChange(await upload(chosen.file!));
      return 'staying';
    },
    (failure) => setRefusal(isRule(failure) ? t('profile.uploadRule') : explain(failure)?.text),
  );
  const source = imageUrl(value);
  return (
    <Field label={label} error={refusal ?? error} hint={t('profile.uploadRule')} attempt={attempt}>
      {(input) => (
        <div className="picture-field">
          {source && <img src={source} alt="" />}
          <FileButton
            input={input}
            busy={busy}
            kind="quiet"
            onChoose={(file) => {
              chosen.file = file;
              void submit();
            }}
          />
          {source && (
            <button type="button" className="link" onClick={() => onChange('')}>
              {t('profile.removePicture')}
            </button>
          )}
        </div>
      )}
    </Field>
  );
}
