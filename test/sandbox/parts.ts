import { startRedshiftPart } from './redshift/part';
import type { StartPart } from './wire/context';

/**
 * The parts behind the endpoints `redshift`, `redshift-serverless` and `redshift-data`; each starts its own warehouses.
 * A part is a line here; start.ts finds its services by their names. Without them the endpoints know no action.
 */
export const PARTS: readonly StartPart[] = [startRedshiftPart];
