import type { TemporaryPassword, WarehouseAddress } from '../../redshift/redshift';

/** Seconds that psql waits for a connection. */
const connectTimeout = 30;

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/i;

/**
 * What psql logs in by, as libpq reads it (PostgreSQL documentation, "Environment Variables" of libpq); null takes a variable away.
 * Holds the password: nothing of it is for command lines, logs or state.
 */
export function psqlEnvironment(
  { host, port }: WarehouseAddress,
  { user, password }: Pick<TemporaryPassword, 'user' | 'password'>,
  database: string,
): Record<string, string | null> {
  return {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password,
    PGDATABASE: database,
    // A stand-in on this computer may have no TLS; everybody else gets no password without.
    PGSSLMODE: loopback.test(host) ? 'prefer' : 'require',
    PGCONNECT_TIMEOUT: String(connectTimeout),
    PGCLIENTENCODING: 'UTF8', // Redshift takes no other
    // Of the person's other work; these would bring the password to another host.
    PGHOSTADDR: null,
    PGSERVICE: null,
    PGTARGETSESSIONATTRS: null,
  };
}
