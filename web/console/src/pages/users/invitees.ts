// Who can be invited by mail: users who have an address, and nothing yet to sign in with.
import type {User} from '../../api/types.ts';

export type Invitee = Pick<
  User,
  'id' | 'name' | 'username' | 'primaryEmail' | 'primaryPhone' | 'hasPassword' | 'isSuspended'
>;

export type Obstacle = 'no_email' | 'has_password' | 'suspended';
export const obstacles: Obstacle[] = ['no_email', 'has_password', 'suspended'];

export function obstacleOf({primaryEmail, hasPassword, isSuspended}: Invitee): Obstacle | undefined {
  if (isSuspended) return 'suspended';
  if (!primaryEmail) return 'no_email';
  return hasPassword ? 'has_password' : undefined;
}
