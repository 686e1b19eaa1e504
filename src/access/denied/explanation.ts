import type { Untold } from '../../core/access';
import type { RelationKind } from '../../core/objects';
import type { Privilege } from '../../sql/statementObjects';
import type { Denial } from './denial';
import type { Wanted } from './question';

/** Why something was denied, as far as the person's own rights let one see, and what would help. Plain values, no secrets. */
export interface Explanation {
  user: string;
  database: string;
  /** What the error said; missing where nothing was run. */
  denial?: Denial;
  /** The thing in question; missing where the error names none. */
  subject?: Pick<Wanted, 'kind' | 'schema' | 'name' | 'column'>;
  /** The thing as it is there. Missing where it cannot be seen, and so not be told apart from one that does not exist. */
  found?: Found;
  /** Other schemas that have a thing of this name, where the statement names no schema, and those of the search_path have none. */
  elsewhere: readonly string[];
  /** What could not be looked up, as the server says it. */
  untold: readonly Untold[];
  needs: readonly Need[];
  /** Who has something on it: oneself, the roles of the session and those they inherit, everybody. */
  holders: readonly Holder[];
  /** Roles that have all that is missing and that one does not have; none does not mean that there is none. */
  givers: readonly string[];
  /** How the statement leads to a thing that it does not name. */
  path?: Path;
  /** What the view in question reads. */
  reads: readonly Read[];
  remedy: Remedy;
}

export interface Found {
  kind: RelationKind | 'schema' | 'function' | 'procedure';
  schema: string;
  owner: string;
  /** Types of the arguments of a routine. */
  signature?: string;
  /** A routine that works with its owner's rights. */
  definer?: boolean;
}

/** One privilege on one thing. */
export interface Need {
  kind: Wanted['kind'];
  schema?: string;
  name: string;
  column?: string;
  /** Of a routine: which it is, and the types of its arguments. */
  routine?: { kind: 'function' | 'procedure'; signature: string };
  /** External tables have no privileges of their own but those of their schema. */
  external?: true;
  privilege: Privilege;
  /** Undefined where it cannot be seen. */
  held?: boolean;
}

export interface Holder {
  kind: 'user' | 'role' | 'group' | 'public';
  name: string;
  /** How one has it: directly, or by the role that inherits it. `other`: one does not. */
  how: 'own' | 'inherited' | 'other';
  /** Of the schema, and of the thing itself; privileges on single columns as `SELECT (a, b)`. */
  onSchema: readonly string[];
  onThing: readonly string[];
}

/** A view, or something within one. */
export interface Read {
  schema: string;
  name: string;
  kind: RelationKind;
  /** USAGE of its schema: one's own; undefined where it cannot be seen. */
  usage?: boolean;
  /** SELECT on it, of the view's owner. */
  ownerSelect?: boolean;
}

/** From what the statement names to what was denied. */
export interface Path {
  /** Views, one reading the next, or one routine. */
  steps: readonly { schema: string; name: string; kind: RelationKind | 'function' | 'procedure'; owner: string }[];
  /** Whose rights decided: for tables behind a view those of the view's owner, for schemas one's own. */
  rights: 'own' | 'owner';
}

/** What would help. */
export interface Remedy {
  /** Who is to be given the privileges. */
  recipient:
    | { kind: 'role'; name: string; exists: boolean }
    /** The owner of the view or procedure that leads there. */
    | { kind: 'user'; name: string }
    /** One has no role: somebody has to choose one. */
    | { kind: 'open' };
  /** GRANT statements; none where no privilege would do. */
  statements: readonly string[];
  /** The tag that would carry another role to the database. */
  tag: Tag;
}

/** The principal tag RedshiftDbRoles as it would have to be. */
export interface Tag {
  /** Its value now; undefined where the assertion has no such tag. */
  present?: string;
  /** The role that it would carry; undefined where none is known. */
  role?: string;
  /** The value with that role; an ellipsis stands for one that is not known. */
  wanted: string;
  /** AWS takes 256 characters. */
  tooLong: boolean;
}
