// The part of the fake Account API that is about organizations. The input chooses the answer:
//   "member@…" is a member already, "pending@…" has an invitation, "nomail@…" finds no mail connector,
//   "full@…" a full organization, "often@…" too many mails;
//   the member "Olivia Owner" may do more than the person, so is not removed.
const day = 86_400_000;
const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

export const organizationToken = (id) => `organization:${id}`;

const role = (name, description = null) => ({id: `r-${name}`, name, description});
const admin = role('admin', 'Looks after members and settings.');
const editor = role('editor');

const hanok = {
  id: 'o1',
  name: '한옥 스튜디오',
  description: 'Houses of wood and paper.',
  branding: {},
  roles: [admin, editor],
  permissions: ['member:read', 'member:invite', 'member:remove'],
};
const acme = {id: 'o2', name: 'Acme International', description: null, branding: {}, roles: [], permissions: []};

const member = (id, name, more = {}) => ({
  id,
  name,
  username: null,
  primaryEmail: `${id}@example.com`,
  avatar: null,
  roles: [editor],
  joinedAt: Date.now() - 40 * day,
  ...more,
});

const newMembers = () => [
  member('u1', '김민아', {primaryEmail: 'mina@example.com', roles: [admin, editor]}),
  member('owner', 'Olivia Owner', {roles: [admin]}),
  ...Array.from({length: 23}, (_, i) => member(`person${i}`, i === 0 ? null : `Person ${i}`, i === 1 ? {roles: []} : {})),
];

const invitationTo = (id, organization, more = {}) => ({
  id,
  organization,
  inviter: {name: '이서준'},
  roles: [editor],
  expiresAt: Date.now() + 6 * day,
  ...more,
});

const newMemberships = () => ({
  organizations: [structuredClone(hanok), structuredClone(acme)],
  invitations: [
    invitationTo('i1', {id: 'o3', name: 'Globex', branding: {}}),
    invitationTo('i2', {id: 'o4', name: 'Initech', branding: {}}, {inviter: null, roles: []}),
  ],
  members: newMembers(),
  sent: [
    {id: 's1', invitee: 'new@example.com', inviter: {name: '김민아'}, roles: [editor], createdAt: Date.now(), expiresAt: Date.now() + 5 * day},
    {id: 's2', invitee: 'other@example.com', inviter: null, roles: [], createdAt: Date.now(), expiresAt: Date.now() + day},
  ],
  roles: [editor, role('viewer', 'Sees everything, changes nothing.')],
});

const withMemberships = (change) => ({
  state: (state) => {
    state.memberships = newMemberships();
    change?.(state.memberships);
  },
});

const only = (...permissions) => withMemberships(({organizations: [first]}) => (first.permissions = permissions));

/** What a scenario changes. */
export const organizationVariants = {
  organizations: withMemberships(),
  reader: only('member:read'),
  inviter: only('member:invite'),
  alone_there: withMemberships((memberships) => {
    memberships.members = memberships.members.slice(0, 1);
    Object.assign(memberships, {sent: [], invitations: [], roles: []});
  }),
  only_invited: withMemberships((memberships) => (memberships.organizations = [])),
  long_organizations: withMemberships((memberships) => {
    for (const one of memberships.organizations) one.name = long;
    for (const {organization} of memberships.invitations) organization.name = long;
    for (const one of memberships.members.slice(1)) Object.assign(one, {name: long, primaryEmail: `${'very-long-address.'.repeat(6)}@example.com`});
    for (const one of memberships.sent) one.invitee = `${'very-long-address.'.repeat(6)}@example.com`;
  }),
  removed_meanwhile: withMemberships((memberships) => (memberships.isRemoved = true)),
};

const refuse = (status, code) => [status, {code, message: `(${code})`}];

/** /my-organizations/{id}/… with the organization's token; undefined for other addresses. */
export function answerAsMember({memberships}, method, address, body, headers) {
  const url = new URL(address, 'http://mock');
  const [, id, noun, one] = /^\/my-organizations\/([^/]+)\/(\w+)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
  if (!id) return undefined;
  if (headers.authorization !== `Bearer ${organizationToken(id)}`) return refuse(401, 'auth.unauthorized');
  const organization = memberships.organizations.find((other) => other.id === id);
  const may = (name) => organization?.permissions.includes(`member:${name}`);
  if (memberships.isRemoved || !may({members: method === 'GET' ? 'read' : 'remove'}[noun] ?? 'invite')) return refuse(403, 'auth.forbidden');
  if (noun === 'members' && method === 'GET') {
    const page = Number(url.searchParams.get('page'));
    const size = Number(url.searchParams.get('page_size'));
    const search = (url.searchParams.get('search') ?? '').toLowerCase();
    const found = memberships.members.filter(({name, primaryEmail}) => `${name} ${primaryEmail}`.toLowerCase().includes(search));
    return [200, found.slice((page - 1) * size, page * size), {'total-number': String(found.length)}];
  }
  if (noun === 'members') {
    if (one === 'owner') return refuse(403, 'auth.forbidden');
    memberships.members = memberships.members.filter((other) => other.id !== one);
    return [204];
  }
  if (noun === 'roles') return [200, memberships.roles];
  if (method === 'GET') return [200, memberships.sent];
  if (method === 'DELETE') {
    memberships.sent = memberships.sent.filter((other) => other.id !== one);
    return [204];
  }
  if (body.invitee.startsWith('member@')) return refuse(422, 'request.invalid_input');
  if (body.invitee.startsWith('pending@')) return refuse(422, 'entity.unique_integrity_violation');
  if (body.invitee.startsWith('full@')) return refuse(422, 'organization_invitation.exceed_invitation_limit');
  if (body.invitee.startsWith('often@')) return refuse(429, 'request.message_rate_limited');
  if (body.invitee.startsWith('nomail@')) return refuse(501, 'connector.not_found');
  const roles = memberships.roles.filter((other) => body.roleIds?.includes(other.id));
  const sent = {id: `s${memberships.sent.length + 3}`, invitee: body.invitee, inviter: {name: '김민아'}, roles, createdAt: Date.now(), expiresAt: Date.now() + 7 * day};
  memberships.sent.unshift(sent);
  return [201, sent];
}

/** /my-organizations and /my-organization-invitations; undefined for other addresses. */
export function answerAsUser({memberships}, method, address, body) {
  if (address === '/my-organizations') return [200, memberships.organizations];
  if (address === '/my-organization-invitations') return [200, memberships.invitations];
  const [, left] = /^\/my-organizations\/([^/]+)$/.exec(address) ?? [];
  if (left) {
    memberships.organizations = memberships.organizations.filter(({id}) => id !== left);
    return [204];
  }
  const [, answered] = /^\/my-organization-invitations\/([^/]+)\/status$/.exec(address) ?? [];
  if (!answered) return undefined;
  const invitation = memberships.invitations.find(({id}) => id === answered);
  if (!invitation) return refuse(404, 'entity.not_found');
  if (invitation.organization.name === 'Initech') return refuse(422, 'request.invalid_input');
  memberships.invitations = memberships.invitations.filter(({id}) => id !== answered);
  if (body.status === 'Accepted') {
    memberships.organizations.push({...invitation.organization, description: null, roles: invitation.roles, permissions: []});
  }
  return [204];
}
