import {expect, it} from 'vitest';

import {obstacleOf, type Invitee} from '../src/pages/users/invitees.ts';

const user = (more: object) => ({primaryEmail: 'a@b.c', hasPassword: false, isSuspended: false, ...more}) as Invitee;

it.each([
  [{}, undefined],
  [{primaryEmail: null}, 'no_email'],
  [{hasPassword: true}, 'has_password'],
  [{primaryEmail: null, hasPassword: true}, 'no_email'],
  [{isSuspended: true, primaryEmail: null}, 'suspended'],
])('of %o the obstacle is %s', (more, obstacle) => {
  expect(obstacleOf(user(more))).toBe(obstacle);
});
