/**
 * Where files of a person are kept: exports, PDFs, uploads. Contents are sealed before they are stored, so a stolen
 * folder or bucket says nothing. Today's store is a directory; an object store implements the same port.
 */
export interface Files {
  /** Stores the bytes under a new name. @returns the name, which says nothing about the person */
  put(owner: string, bytes: Buffer): Promise<string>;
  /** The bytes, or `null` if there is no such file or it belongs to somebody else. */
  get(owner: string, name: string): Promise<Buffer | null>;
  /** Gone, also when it was not there. */
  remove(owner: string, name: string): Promise<void>;
}

export const FILES = Symbol('Files');
