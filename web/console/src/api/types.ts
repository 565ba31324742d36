// Names for what the Management API takes and gives.
import type {paths} from './schema.d.ts';

type Path = keyof paths;
type Json<T> = T extends {content: {'application/json': infer Body}} ? Body : never;
type Successes<T> = T extends {responses: infer Replies} ? Replies[Extract<keyof Replies, 200 | 201>] : never;

/** `Reply<'/api/roles/{id}', 'get'>` */
export type Reply<P extends Path, M extends keyof paths[P]> = Json<Successes<paths[P][M]>>;
/** `Body<'/api/roles', 'post'>` */
export type Body<P extends Path, M extends keyof paths[P]> = paths[P][M] extends {requestBody: infer Request}
  ? Json<Request>
  : never;

export type Application = Reply<'/api/applications/{id}', 'get'>;
export type ApplicationType = Application['type'];
export type Role = Reply<'/api/roles/{id}', 'get'>;
export type User = Reply<'/api/users/{userId}', 'get'>;
export type Organization = Reply<'/api/organizations/{id}', 'get'>;
export type RoleType = Role['type'];
export type Resource = Reply<'/api/resources/{id}', 'get'>;
export type ListedResource = Reply<'/api/resources', 'get'>[number];
export type Scope = Reply<'/api/resources/{resourceId}/scopes', 'get'>[number];
export type Log = Reply<'/api/logs/{id}', 'get'>;
export type ProfileField = Reply<'/api/custom-profile-fields', 'get'>[number];
