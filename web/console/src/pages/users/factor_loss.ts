// What the removal of second factors means for the user.
import type {User} from '../../api/types.ts';
import type {UserFactor} from './factors.ts';

type Kind = Pick<UserFactor, 'type'>;

const isPasskey = ({type}: Kind) => type === 'WebAuthn';

/** `passkey_only`: the user has no password, and loses the last passkey; `consequence`: no second step is left. */
export function lossOf(
  {hasPassword}: Pick<User, 'hasPassword'>,
  removed: readonly Kind[],
  left: readonly Kind[],
): 'passkey_only' | 'consequence' | undefined {
  if (!hasPassword && removed.some(isPasskey) && !left.some(isPasskey)) return 'passkey_only';
  return left.length === 0 ? 'consequence' : undefined;
}
