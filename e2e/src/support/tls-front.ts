import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  request as forward,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Socket } from 'node:net';
import { generate } from 'selfsigned';

/** The first byte of a TLS handshake record (RFC 8446 §5.1). */
const HANDSHAKE = 0x16;

/** A proxy that ends TLS, as one stands before the console in production. */
export type TlsFront = {
  readonly host: string;
  /** The authority that signed its certificate, PEM. */
  readonly authority: string;
  /** Header lines that the answers lose on their way, in small letters. */
  readonly stripped: Set<string>;
  /** Sent with every request, as a browser that is signed in would. */
  cookie: string;
  readonly close: () => Promise<void>;
};

/** Makes a certificate for localhost and an authority of its own, and listens with and without TLS on one port. */
export async function openTlsFront(port: number, targetPort: number): Promise<TlsFront> {
  const certificate = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  const front: Omit<TlsFront, 'close'> = {
    host: `localhost:${port}`,
    authority: certificate.cert,
    stripped: new Set(),
    cookie: '',
  };
  const answer =
    (proto: 'http' | 'https') => (request: IncomingMessage, response: ServerResponse) => {
      const { remoteAddress = '' } = request.socket;
      const onward = forward(
        {
          host: '127.0.0.1',
          port: targetPort,
          method: request.method,
          path: request.url,
          headers: {
            ...request.headers,
            ...(front.cookie === '' ? {} : { cookie: front.cookie }),
            'x-forwarded-for': remoteAddress,
            'x-forwarded-proto': proto,
            'x-forwarded-host': request.headers.host,
          },
        },
        (answered) => {
          for (const name of front.stripped) delete answered.headers[name];
          response.writeHead(answered.statusCode ?? 502, answered.headers);
          answered.pipe(response);
        },
      );
      onward.on('error', () => response.writeHead(502).end());
      request.pipe(onward);
    };
  const plain = createHttpServer(answer('http'));
  const secure = createHttpsServer(
    { key: certificate.private, cert: certificate.cert },
    answer('https'),
  );
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', (bytes) => {
      socket.pause();
      socket.unshift(bytes);
      (bytes[0] === HANDSHAKE ? secure : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  }).listen(port, '127.0.0.1');
  await once(listener, 'listening');
  return Object.assign(front, {
    close: async () => {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  });
}
