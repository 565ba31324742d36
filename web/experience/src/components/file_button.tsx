import {t} from '../phrases.ts';

interface Props {
  /** ties a label or an error elsewhere to the input */
  input?: {id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined};
  busy: boolean;
  /** beside the button that sends a form */
  kind?: 'quiet';
  onChoose: (file: File) => void;
}

/** Chooses a picture from this device. */
export const FileButton = ({input, busy, kind, onChoose}: Props) => (
  <label className={`button file-button ${kind ?? ''}`} aria-disabled={busy} data-busy={busy || undefined}>
    <span className="button-label">{t('profile.upload')}</span>
    {busy && (
      <span className="spinner" role="status">
        <span className="hidden">{t('common.working')}</span>
      </span>
    )}
    <input
      {...input}
      type="file"
      className="hidden"
      accept="image/png,image/jpeg,image/webp"
      disabled={busy}
      onChange={({currentTarget}) => {
        const [file] = currentTarget.files ?? [];
        // The same file may be chosen again after a refusal.
        currentTarget.value = '';
        if (file) onChoose(file);
      }}
    />
  </label>
);
