/** Our own folder inside a target, on the target's volume. It exists only while a deployment is open. */
import path from 'node:path';

export const privateFolderName = '.loadstone';

export const privateFolder = (root: string): string => path.join(root, privateFolderName);
export const stageFolder = (root: string, deployment: string): string =>
  path.join(privateFolder(root), 'stage', deployment);
export const stagePath = (root: string, deployment: string, seq: number): string =>
  path.join(stageFolder(root, deployment), seq.toString(36));
export const retiredFolder = (root: string, deployment: string): string =>
  path.join(privateFolder(root), 'retired', deployment);
export const retiredPath = (root: string, deployment: string, seq: number): string =>
  path.join(retiredFolder(root, deployment), seq.toString(36));
export const conflictPath = (root: string, deployment: string, seq: number): string =>
  path.join(privateFolder(root), 'conflict', `${deployment}-${seq.toString(36)}`);
