const CHUNK_BYTES = 32_768;
const FIRST_TYPE_OFFSET = 5;

const PARSE = 0x50;
const BIND = 0x42;
const DESCRIBE = 0x44;
const EXECUTE = 0x45;
const FLUSH = 0x48;
const SYNC = 0x53;
const STATEMENT = 0x53;

/**
 * Encodes the frontend messages of the extended query protocol, one after the other, for one write
 * to the socket (PostgreSQL manual, "Message Formats"). All values travel as text and the server
 * infers their types.
 */
export class MessageWriter {
  #buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  #start = 0;
  #end = 0;

  /** Bytes written and not yet taken. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** Parse and Describe: names a statement and asks for its columns. */
  prepare(name: string, text: string): void {
    const at = this.#begin(PARSE, (name.length + text.length) * 3 + 16);
    this.#string(name);
    this.#string(text);
    this.#int16(0);
    this.#finish(at);
    const describe = this.#begin(DESCRIBE, name.length * 3 + 8);
    this.#byte(STATEMENT);
    this.#string(name);
    this.#finish(describe);
  }

  /** Bind and Execute: runs a statement to its end with these parameters. */
  execute(name: string, parameters: readonly (string | null)[]): void {
    const at = this.#begin(BIND, name.length * 3 + 24);
    this.#byte(0);
    this.#string(name);
    this.#int16(0);
    this.#int16(parameters.length);
    for (const parameter of parameters) this.#parameter(parameter);
    this.#room(24);
    this.#int16(0);
    this.#finish(at);
    const execute = this.#begin(EXECUTE, 16);
    this.#byte(0);
    this.#int32(0);
    this.#finish(execute);
  }

  /** Sync: ends the pipeline and, outside of a block, the transaction. */
  sync(): void {
    this.#finish(this.#begin(SYNC, 8));
  }

  /** Flush: asks for the answers so far and leaves the pipeline open. */
  flush(): void {
    this.#finish(this.#begin(FLUSH, 8));
  }

  /** The bytes written since the last call. They are never overwritten. */
  take(): Buffer {
    const bytes = this.#buffer.subarray(this.#start, this.#end);
    this.#start = this.#end;
    return bytes;
  }

  #begin(type: number, bytes: number): number {
    this.#room(bytes + FIRST_TYPE_OFFSET);
    const at = this.#end - this.#start;
    this.#buffer[this.#end] = type;
    this.#end += FIRST_TYPE_OFFSET;
    return at;
  }

  // Offsets are relative to the start, because making room moves the bytes.
  #finish(at: number): void {
    const position = this.#start + at;
    this.#buffer.writeInt32BE(this.#end - position - 1, position + 1);
  }

  #room(bytes: number): void {
    if (this.#buffer.length - this.#end >= bytes) return;
    const { length } = this;
    const next = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, (length + bytes) * 2));
    this.#buffer.copy(next, 0, this.#start, this.#end);
    this.#buffer = next;
    this.#start = 0;
    this.#end = length;
  }

  #parameter(value: string | null): void {
    if (value === null) {
      this.#room(4);
      this.#int32(-1);
      return;
    }
    this.#room(value.length * 3 + 4);
    const bytes = this.#buffer.write(value, this.#end + 4, 'utf8');
    this.#int32(bytes);
    this.#end += bytes;
  }

  #string(value: string): void {
    this.#end += this.#buffer.write(value, this.#end, 'utf8');
    this.#byte(0);
  }

  #byte(value: number): void {
    this.#buffer[this.#end] = value;
    this.#end += 1;
  }

  #int16(value: number): void {
    this.#end = this.#buffer.writeUInt16BE(value, this.#end);
  }

  #int32(value: number): void {
    this.#end = this.#buffer.writeInt32BE(value, this.#end);
  }
}
