import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@toster/contracts/ids';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { PermanentFailure } from '../jobs.ts';
import { fileTransport, listMailFiles } from './files.ts';
import { importFinishedMail } from './import-finished.ts';
import { refreshReuseMail } from './refresh-reuse.ts';
import { smtpTransport } from './smtp.ts';

const FROM = 'Toster <no-reply@toster.example>';
const content = {
  subject: 'Привіт, ресторане',
  text: 'Ціна: 160 ₴\n',
  html: '<p>Ціна: 160 ₴</p>',
};
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Received = {
  readonly from: string;
  readonly to: string[];
  readonly raw: string;
  readonly secure: boolean;
};

/** A real SMTP server on the loopback address that keeps what it takes over. */
async function smtpServer(
  options: SMTPServerOptions = {},
): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((recipient) => recipient.address),
          raw: Buffer.concat(chunks).toString('utf8'),
          secure: session.secure,
        });
        done();
      });
    },
    ...options,
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { url: `smtp://127.0.0.1:${port}`, received };
}

function client(url: string, requireTls = false) {
  const transport = smtpTransport({ url, from: FROM, requireTls });
  closing.unshift(transport.close);
  return transport;
}

describe('mail by SMTP', () => {
  test('arrives over TCP with both bodies, and is the same message at a repeated attempt', async () => {
    const { url, received } = await smtpServer();
    const transport = client(url);
    const mail = { id: newId(), to: 'olena@varenyk.example', content };
    await transport.send(mail);
    await transport.send(mail);
    expect(received).toHaveLength(2);
    for (const { from, to, raw } of received) {
      expect(from).toBe('no-reply@toster.example');
      expect(to).toEqual(['olena@varenyk.example']);
      expect(raw).toContain(`Message-ID: <${mail.id}@toster.example>`);
      expect(raw).toContain('Auto-Submitted: auto-generated');
      expect(raw).toMatch(/Content-Type: text\/plain; charset=utf-8/i);
      expect(raw).toMatch(/Content-Type: text\/html; charset=utf-8/i);
      expect(raw).toContain(Buffer.from(content.subject).toString('base64').slice(0, 16));
    }
  });

  test('goes to one recipient, whatever stands in the address or the subject', async () => {
    const { url, received } = await smtpServer();
    const transport = client(url);
    const hostile = [
      { to: 'a@x.example, thief@evil.example', subject: 'x' },
      { to: 'a@x.example\r\nBcc: thief@evil.example', subject: 'x' },
      { to: 'a@x.example', subject: 'x\r\nBcc: thief@evil.example' },
    ];
    for (const { to, subject } of hostile) {
      await transport.send({ id: newId(), to, content: { ...content, subject } }).catch(() => null);
    }
    await transport.send({ id: newId(), to: 'a@x.example', content });
    const recipients = received.flatMap((mail) => mail.to);
    expect(recipients).toContain('a@x.example');
    expect(recipients).not.toContain('thief@evil.example');
    expect(received.every((mail) => mail.to.length === 1)).toBe(true);
    expect(received.some((mail) => /^bcc:/im.test(mail.raw.split('\r\n\r\n')[0] ?? ''))).toBe(
      false,
    );
  });

  test('signs in with the name and password of the URL', async () => {
    const seen: unknown[] = [];
    const { url, received } = await smtpServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth(auth, _session, done) {
        seen.push([auth.username, auth.password]);
        done(null, { user: auth.username });
      },
    });
    const withLogin = url.replace('smtp://', 'smtp://mailer:p%40ss%2Fword@');
    await client(withLogin).send({ id: newId(), to: 'a@x.example', content });
    expect(seen).toEqual([['mailer', 'p@ss/word']]);
    expect(received).toHaveLength(1);
  });

  test('fails for good when the recipient is refused for good, and only then', async () => {
    const refuse = (responseCode: number) =>
      smtpServer({
        onRcptTo: (_address, _session, done) =>
          done(Object.assign(new Error('no'), { responseCode })),
      });
    const mail = { id: newId(), to: 'gone@x.example', content };
    const [gone, later] = [await refuse(550), await refuse(451)];
    await expect(client(gone.url).send(mail)).rejects.toBeInstanceOf(PermanentFailure);
    await expect(client(later.url).send(mail)).rejects.toMatchObject({ responseCode: 451 });
    await expect(client(later.url).send(mail)).rejects.not.toBeInstanceOf(PermanentFailure);
  });

  test('may be tried again when the server is away', async () => {
    const { url } = await smtpServer();
    const transport = client(url);
    await closing.pop()?.();
    const error: unknown = await transport
      .send({ id: newId(), to: 'a@x.example', content })
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'ESOCKET' });
    expect(error).not.toBeInstanceOf(PermanentFailure);
  });

  test('is not sent over a connection without TLS where TLS is required', async () => {
    const { url, received } = await smtpServer();
    const transport = client(url, true);
    await expect(transport.send({ id: newId(), to: 'a@x.example', content })).rejects.toThrow();
    expect(received).toHaveLength(0);
  });

  test('gives up on a server that does not greet', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    closing.push(() => silent.close());
    const { port } = silent.address() as AddressInfo;
    const transport = smtpTransport({
      url: `smtp://127.0.0.1:${port}`,
      from: FROM,
      requireTls: false,
      timeoutMilliseconds: 300,
    });
    closing.unshift(transport.close);
    await expect(transport.send({ id: newId(), to: 'a@x.example', content })).rejects.toMatchObject(
      {
        code: 'ETIMEDOUT',
      },
    );
  });

  test('refuses a URL of another kind', () => {
    expect(() =>
      smtpTransport({ url: 'https://mail.example', from: FROM, requireTls: true }),
    ).toThrow(TypeError);
  });
});

describe('mail as files', () => {
  function folder(): string {
    const home = mkdtempSync(join(tmpdir(), 'toster-mail-'));
    closing.push(() => rmSync(home, { recursive: true }));
    return join(home, 'mail');
  }

  test('is written once per mail, with an index, for the owner alone', async () => {
    const target = folder();
    expect(listMailFiles(target)).toEqual([]);
    const transport = fileTransport({ folder: target, from: FROM });
    const [first, second] = [newId(), newId()];
    await transport.send({ id: first, to: 'a@x.example', content });
    await transport.send({ id: first, to: 'a@x.example', content });
    await transport.send({
      id: second,
      to: 'b@x.example',
      content: { ...content, subject: 'Second' },
    });

    expect(listMailFiles(target)).toMatchObject([
      { id: second, to: 'b@x.example', subject: 'Second', file: `${second}.eml` },
      { id: first, to: 'a@x.example', subject: content.subject, file: `${first}.eml` },
    ]);
    expect(readdirSync(target).toSorted()).toEqual(
      [`${first}.eml`, `${second}.eml`, 'index.jsonl'].toSorted(),
    );
    expect(statSync(target).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(target))
      expect(statSync(join(target, file)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(target, `${first}.eml`), 'utf8')).toContain(
      `Message-ID: <${first}@toster.invalid>`,
    );
  });

  test('lies in its folder, whatever the id says', async () => {
    const transport = fileTransport({ folder: folder(), from: FROM });
    await expect(
      transport.send({ id: '../../outside', to: 'a@x.example', content }),
    ).rejects.toThrow();
  });
});

describe('what a mail says', () => {
  const hostile = `Bistro <script>alert(1)</script> & "Söhne"\r\nBcc: x@evil.example`;

  test('shows names from forms as text, in the subject on one line', () => {
    const mail = importFinishedMail({
      orgName: hostile,
      locationName: hostile,
      source: hostile,
      finishedAt: new Date('2026-11-22T22:30:00Z'),
      timeZone: 'Europe/Kyiv',
      kind: 'orders',
      hasStopped: false,
      created: 1834,
      updated: 0,
      known: 0,
      linesRejected: 2,
    });
    expect(mail.subject).toMatch(
      /^1,834 orders imported into Bistro <script>.* Bcc: x@evil\.example$/,
    );
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.html).not.toContain('<script>');
    expect(mail.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Söhne&quot;');
    // Half past midnight of the next day at the establishment.
    expect(mail.text).toContain('Finished: 23 November 2026 at 00:30 (Europe/Kyiv)');
    expect(mail.text).toContain('Lines refused: 2');
  });

  test('tells of an import that stopped, and of dishes that changed', () => {
    const facts = {
      kind: 'menu' as const,
      orgName: 'Вареник',
      locationName: 'Podil',
      source: 'menu',
      finishedAt: new Date('2026-11-22T22:30:00Z'),
      timeZone: 'Europe/Kyiv',
      created: 1,
      updated: 3,
      known: 40,
      linesRejected: 0,
    };
    const done = importFinishedMail({ ...facts, hasStopped: false });
    expect(done.subject).toBe('1 dish imported into Вареник');
    expect(done.text).toContain('Dishes changed: 3');
    const stopped = importFinishedMail({ ...facts, hasStopped: true });
    expect(stopped.subject).toBe('An import into Вареник has stopped');
    expect(stopped.text).toContain('What had been imported by then stays');
  });

  test('of a security event carries no link', () => {
    const mail = refreshReuseMail({
      at: new Date('2026-11-22T10:00:00Z'),
      device: null,
      address: '203.0.113.7',
    });
    expect(mail.text).toContain('203.0.113.7');
    expect(mail.text).toContain('Device of the session: unknown');
    expect(mail.text + mail.html).not.toMatch(/https?:|href=/);
  });
});
