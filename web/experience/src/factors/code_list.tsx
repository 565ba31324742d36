// Ten codes to keep: to read, to copy, to save as a file.
import {context} from '../context.ts';
import {t} from '../phrases.ts';
import {saveFile} from '../save_file.ts';
import {CopyButton} from './copy_button.tsx';
import {Download} from './icons.tsx';

const inFileName = (text: string) => text.replace(/[^\p{L}\p{N}.@_-]+/gu, '-').slice(0, 60);

function download(codes: string[], account: string | undefined) {
  const name = context.application?.name ?? location.host;
  const head = [t('backupCodes.file', {name}), location.origin, account].filter(Boolean).join('\n');
  const text = `${head}\n\n${codes.join('\n')}\n`;
  const fileName = ['backup-codes', name, account].filter((part) => part !== undefined).map(inFileName).join('-');
  saveFile(`${fileName}.txt`, 'text/plain', text);
}

export const Codes = ({codes, account}: {codes: string[]; account: string | undefined}) => (
  <div>
    <ul className="backup-codes" aria-label={t('backupCodes.list')}>
      {codes.map((code) => (
        <li key={code}>
          <code dir="ltr">{code}</code>
        </li>
      ))}
    </ul>
    <div className="actions">
      <CopyButton text={codes.join('\n')} label={t('backupCodes.copy')} />
      <button type="button" className="button quiet" onClick={() => download(codes, account)}>
        <Download />
        <span>{t('backupCodes.download')}</span>
      </button>
    </div>
  </div>
);
