// The choice of permissions by API, without its looks.

export interface PermissionGroup {
  id: string;
  name: string;
  scopes: {id: string; name: string; description: string | null}[];
}

/** Permissions whose name or description, or whose API, contains the words; empty APIs are left out. */
export function matching(groups: PermissionGroup[], search: string): PermissionGroup[] {
  const words = search.trim().toLowerCase();
  const holds = (text: string | null) => Boolean(text?.toLowerCase().includes(words));
  return groups
    .map((group) =>
      holds(group.name)
        ? group
        : {...group, scopes: group.scopes.filter(({name, description}) => holds(name) || holds(description))},
    )
    .filter(({scopes}) => scopes.length > 0);
}

/** All of a group, or none of it when all are chosen; the others stay as they are. */
export function toggleAll({scopes}: PermissionGroup, chosen: string[]): string[] {
  const ids = scopes.map(({id}) => id);
  const others = chosen.filter((id) => !ids.includes(id));
  return ids.every((id) => chosen.includes(id)) ? others : [...others, ...ids];
}
