import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';

/** A server that answers with a certificate which no authority of the world has signed. */
export type Impostor = {
  readonly port: number;
  /** What clients said once the connection was encrypted. */
  readonly told: Buffer[];
  readonly close: () => Promise<void>;
};

/**
 * Listens as somebody who has come between a client and its server would. `greet` says what is said before the
 * handshake, such as the one letter with which PostgreSQL agrees to encrypt.
 */
export async function openImpostor(greet: (socket: Socket) => Promise<void>): Promise<Impostor> {
  const certificate = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  const told: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    void greet(socket).then(() => {
      const secure = new TLSSocket(socket, {
        isServer: true,
        key: certificate.private,
        cert: certificate.cert,
      });
      secure.on('data', (bytes) => told.push(bytes));
      secure.on('error', () => secure.destroy());
    });
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    told,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
