/** Why a backup cannot be written, opened or restored, in a sentence for the operator. Nothing has been changed by then. */
export class BackupRefused extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'BackupRefused';
  }
}

/** Words of a long job, a line at a time. */
export type Progress = (line: string) => void;
