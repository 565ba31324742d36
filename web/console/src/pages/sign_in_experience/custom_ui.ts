// Sign-in pages of the tenant's own: a zip that is uploaded, then shown.
import {ApiError, messageOf} from '../../api/api_error.ts';
import {api, take} from '../../api/client.ts';
import {i18n} from '../../i18n.ts';
import {updateExperience} from './data.ts';

/** The server's limit for the archive, in bytes. */
export const maxArchiveBytes = 20 * 1024 * 1024;

// Some systems name no type for a zip file, and the server wants one.
const asArchive = (file: File) => new File([file], file.name, {type: 'application/zip'});

export async function uploadPages(file: File) {
  if (file.size > maxArchiveBytes) throw new Error(i18n.t('sign_in_experience:custom_ui.fault.too_large'));
  const form = new FormData();
  form.append('file', asArchive(file));
  const sent = api.POST('/api/sign-in-exp/default/custom-ui-assets', {
    body: {file: file.name},
    bodySerializer: () => form,
  });
  const {customUiAssetId: id} = await take(sent);
  await updateExperience({customUiAssets: {id, createdAt: Date.now()}});
}

export const removePages = () => updateExperience({customUiAssets: null});

/** By the server's words for the archive's fault, which are for developers. */
const faults = [
  ['type that is not allowed', 'type'],
  ['must have index.html', 'index'],
  ['not a zip archive', 'no_archive'],
  ['a plain zip file', 'plain'],
  ['is damaged', 'damaged'],
  ['too many files', 'too_many'],
  ['too large', 'too_large'],
  ['a path that is not allowed', 'path'],
  ['two files of one name', 'duplicate'],
  ['a link', 'link'],
] as const;

const faultOf = ({code, details}: ApiError) => {
  if (code === 'guard.mime_type_not_allowed') return 'no_archive';
  if (code === 'guard.file_size_exceeded') return 'too_large';
  return faults.find(([words]) => details?.includes(words))?.[1];
};

export function describeFault(error: Error): string {
  const fault = error instanceof ApiError ? faultOf(error) : undefined;
  return fault ? i18n.t(`sign_in_experience:custom_ui.fault.${fault}`) : messageOf(error);
}
