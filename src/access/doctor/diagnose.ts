import type { Session } from '../../core/session';
import { recipientsOf } from '../../federation/recipients';
import { readPasted } from '../../federation/pastedText';
import { reach } from '../../federation/reach';
import { signInLog } from '../../federation/signInLog';
import { regionalEndpoint } from '../../federation/sts';
import { Redshift, type PermissionReport } from '../../redshift/redshift';
import { fault } from './findings';
import { judgeResponse, type ResponseVerdict } from './judgeResponse';
import { loginUrlStep, profileStep, type Known } from './profileStep';
import type { DoctorRequest, PastedRequest } from './request';
import { anyRequest, type ResponseCase } from './responseCase';
import { listenerStep, receive } from './responseStep';
import { Chart, stepIds, type StepReport } from './steps';
import { stsStep } from './stsStep';
import { credentialsStep, dataApiStep, dbRolesStep, endpointsStep, loginStep, warehouseStep } from './warehouseSteps';

/**
 * Goes through a sign-in step by step up to the database roles, and ends behind the part of the chain in which something is wrong:
 * the connection, the response (all of it is judged), AWS, the warehouse. Nothing of it is kept: the credentials end with it.
 *
 * Rejects with Cancelled.
 */
export async function diagnose(request: DoctorRequest): Promise<StepReport[]> {
  const log = signInLog(request.log);
  const chart = new Chart(request.onStep);
  try {
    await examine({ ...request, log }, chart);
    return chart.close();
  } finally {
    log.dispose();
  }
}

/** Judges a response that somebody pasted, by the same steps. It is not redeemed, and needs not be a fresh one. */
export async function diagnosePasted({ text, ...request }: PastedRequest): Promise<StepReport[]> {
  const log = signInLog(request.log);
  const chart = new Chart(request.onStep);
  const pasted = readPasted(text);
  log.conceal?.([text, ...('samlResponse' in pasted ? [pasted.samlResponse] : [])]);
  try {
    const { profile, clock } = request;
    const known = await chart.run('profile', () => profileStep({ ...request, log }));
    if (known === undefined) return chart.close();
    if ('problem' in pasted) {
      const { problem } = pasted;
      chart.end('response', { findings: [fault('pasted.unusable', { profileId: profile.id, problem })] });
      return chart.close();
    }
    await judge(chart, known, {
      samlResponse: pasted.samlResponse,
      recipients: recipientsOf(profile, 'pasted'),
      requestId: anyRequest,
      times: { now: clock.now(), lay: true },
    });
    return chart.close();
  } finally {
    log.dispose();
  }
}

async function examine(request: DoctorRequest, chart: Chart): Promise<void> {
  const known = await chart.run('profile', () => profileStep(request));
  if (known === undefined) return;
  const ready = await chart.run('loginUrl', () => loginUrlStep(known, request));
  if (ready === undefined) return;
  const sound = await response(request, chart, known);
  if (sound === undefined) return;
  const session = await chart.run('sts', () => stsStep(request, sound.response, sound.attributes));
  if (session !== undefined) await database(request, chart, session);
}

/** From the listener to a response in which nothing is wrong. */
async function response(request: DoctorRequest, chart: Chart, known: Known): Promise<ResponseVerdict['sound']> {
  const { profile, clock, log, signal } = request;
  const listener = await chart.run('listener', () => listenerStep(request));
  if (listener === undefined) return undefined;
  try {
    const received = await chart.run('response', async () => ({ value: await receive(known, listener, request) }));
    if (received === undefined) {
      listener.close();
      return undefined;
    }
    const { answer, login } = received;
    log.conceal?.([answer.samlResponse]);
    // AWS's clock is the one that counts, and is asked before AWS is.
    const sts = profile.endpoints.sts ?? regionalEndpoint(profile.region, profile);
    const reached = await reach(sts, clock, signal);
    const ahead =
      reached.reached && reached.aheadMs !== undefined ? { ms: reached.aheadMs, host: reached.host } : undefined;
    const sound = await judge(chart, known, {
      samlResponse: answer.samlResponse,
      recipients: recipientsOf(profile, 'browser'),
      requestId: login.kind === 'spInitiated' ? login.requestId : undefined,
      times: { now: clock.now(), lay: false, ...(ahead && { ahead }) },
    });
    listener.finish();
    return sound;
  } catch (error) {
    listener.close();
    throw error;
  }
}

async function judge(
  chart: Chart,
  { profile, metadata }: Known,
  given: Omit<ResponseCase, 'profile' | 'metadata'>,
): Promise<ResponseVerdict['sound']> {
  const { steps, sound } = await judgeResponse({ ...given, profile, metadata });
  for (const id of stepIds) {
    const result = steps.get(id);
    if (result !== undefined) chart.end(id, result);
  }
  return sound;
}

async function database(request: DoctorRequest, chart: Chart, session: Session): Promise<void> {
  const { profile, editorAgent = false, clock, log, signal } = request;
  const [, partition = 'aws', , , awsAccount = ''] = session.roleArn.split(':');
  const redshift = new Redshift({
    region: profile.region,
    partition,
    awsAccount,
    endpoints: profile.endpoints,
    variant: profile,
    editorAgent,
    credentials: () => Promise.resolve(session.credentials),
    clock,
    log,
  });
  try {
    const warehouse = await chart.run('warehouse', () => warehouseStep(request, redshift));
    if (warehouse === undefined) return;
    if ((await chart.run('endpoints', () => endpointsStep(request, warehouse))) === undefined) return;
    if ((await chart.run('credentials', () => credentialsStep(redshift, warehouse, signal))) === undefined) return;
    const tried: { report?: PermissionReport; goesOn?: boolean } = {};
    await chart.run('dataApi', async () => {
      tried.report = await redshift.tryPermissions(warehouse, warehouse.database, signal);
      const { goesOn, ...result } = dataApiStep(tried.report);
      tried.goesOn = goesOn;
      return result;
    });
    if (tried.report === undefined || tried.goesOn !== true) return;
    if (chart.end('login', loginStep(tried.report, warehouse)) === 'failed') return;
    await chart.run('dbRoles', async () =>
      dbRolesStep(session, warehouse, await redshift.rolesReport(warehouse, warehouse.database, signal)),
    );
  } finally {
    redshift.dispose();
  }
}
