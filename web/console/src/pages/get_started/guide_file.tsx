import {useTranslation} from 'react-i18next';

import {CodeBlock} from '../../components/code_block.tsx';

interface Props {
  /** below the folder of the app */
  path: string;
  code: string;
  secret?: string | undefined;
  /** that the app has this file already */
  replaces?: true;
}

/** A whole file, to be pasted. */
export function GuideFile({path, code, secret, replaces}: Props) {
  const {t} = useTranslation('get_started');
  return <CodeBlock title={path} code={code} secret={secret} note={replaces && t('replaces')} />;
}
