import { z } from 'zod';

/** Where and what to deploy. */
export type Release = {
  readonly endpoint: string;
  /** A project token: it reaches one environment of one project. */
  readonly token: string;
  readonly environmentId: string;
  /** In this order: the worker's release step migrates the database that the console then needs. */
  readonly services: readonly { readonly name: string; readonly id: string }[];
  readonly commit: string;
  readonly pollMs: number;
  readonly timeoutMs: number;
  readonly log: (line: string) => void;
};

export const RAILWAY_API = 'https://backboard.railway.com/graphql/v2';

const DEPLOY = `mutation Deploy($serviceId: String!, $environmentId: String!, $commitSha: String!) {
  serviceInstanceDeployV2(serviceId: $serviceId, environmentId: $environmentId, commitSha: $commitSha)
}`;
const STATUS = `query Status($id: String!) { deployment(id: $id) { status } }`;

const ZDeployed = z.object({ serviceInstanceDeployV2: z.string().min(1) });
const ZStatus = z.object({ deployment: z.object({ status: z.string() }) });
const ZAnswer = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/** The states in which a deployment stays; every other one, known or not, is waited for until the time is up. */
const GOOD = new Set(['SUCCESS', 'SLEEPING']);
const BAD = new Set(['FAILED', 'CRASHED', 'REMOVED', 'REMOVING', 'SKIPPED']);

/**
 * Deploys one commit, service after service: Railway builds it, runs its release step, and lets it serve only when it is
 * healthy. The next service begins when the one before serves. Throws at the first that does not, and leaves the others
 * as they are: what runs goes on running. The token is never part of a message.
 */
export async function deployRelease(release: Release): Promise<void> {
  for (const { name, id } of release.services) {
    const variables = {
      serviceId: id,
      environmentId: release.environmentId,
      commitSha: release.commit,
    };
    const deployment = ZDeployed.parse(
      await ask(release, DEPLOY, variables),
    ).serviceInstanceDeployV2;
    release.log(`${name}: deployment ${deployment} of ${release.commit.slice(0, 12)}`);
    await waitFor(release, name, deployment);
  }
}

async function waitFor(release: Release, name: string, id: string): Promise<void> {
  const deadline = Date.now() + release.timeoutMs;
  let last = '';
  while (Date.now() < deadline) {
    const { status } = ZStatus.parse(await ask(release, STATUS, { id })).deployment;
    if (status !== last) release.log(`${name}: ${status}`);
    last = status;
    if (GOOD.has(status)) return;
    if (BAD.has(status)) throw new Error(`The deployment of ${name} has ended as ${status}.`);
    await new Promise((resolve) => setTimeout(resolve, release.pollMs));
  }
  throw new Error(
    `The deployment of ${name} is still ${last} after ${release.timeoutMs / 60_000} minutes.`,
  );
}

async function ask(
  release: Release,
  query: string,
  variables: Record<string, string>,
): Promise<unknown> {
  const response = await fetch(release.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'project-access-token': release.token },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(30_000),
    redirect: 'error',
  });
  if (!response.ok) throw new Error(`Railway answered ${response.status}.`);
  const { data, errors } = ZAnswer.parse(await response.json());
  if (errors !== undefined && errors.length > 0) {
    throw new Error(`Railway refused: ${errors.map(({ message }) => message).join('; ')}`);
  }
  return data;
}
