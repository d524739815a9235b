'use client';
import type { GetImportOutput } from '@toster/contracts/schemas/imports';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { handedFile, handFile } from '#features/imports/handed-file.ts';
import { sendFile, sha256Of } from '#features/imports/upload.ts';
import { UploadView } from '#features/imports/upload-view.tsx';
import { useFailureText } from '#features/shell/failure-text.ts';
import { useTRPC, useTRPCClient } from '#trpc/client.tsx';
import { clientErrorOf } from '#trpc/error.ts';

/** Sends the file that was chosen; after a reload it asks for the same file again and sends the rest. */
export function UploadStep({ entry }: { entry: GetImportOutput }) {
  const t = useTranslations('imports');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const failureText = useFailureText();
  const stop = useRef<AbortController>(null);
  const [missing, setMissing] = useState(entry.file?.missing.length ?? 0);
  const [other, setOther] = useState(false);
  const { id, file } = entry;
  const send = useMutation({
    mutationFn: async (chosen: File) => {
      setOther(false);
      const { file: announced } = await client.imports.get.query({ id });
      // Another file is never sent into this import.
      if (chosen.size !== announced?.size || (await sha256Of(chosen)) !== announced.sha256)
        return setOther(true);
      handFile(id, chosen);
      stop.current = new AbortController();
      await sendFile(
        { id, file: chosen, chunkBytes: announced.chunkBytes, missing: announced.missing },
        {
          putChunk: (piece) => client.imports.putChunk.mutate(piece),
          complete: (of) => client.imports.complete.mutate(of),
        },
        stop.current.signal,
        setMissing,
      );
    },
    onSettled: () => queries.invalidateQueries(trpc.imports.pathFilter()),
  });
  const { mutate } = send;
  useEffect(() => {
    const chosen = handedFile(id);
    if (chosen !== null) mutate(chosen);
    return () => stop.current?.abort();
  }, [id, mutate]);
  const error = send.error === null ? null : clientErrorOf(send.error);
  const fault = error?.details.file;
  return (
    <UploadView
      file={file}
      missing={missing}
      sending={send.isPending}
      problem={
        other
          ? t('upload.other', { name: file?.name ?? '' })
          : send.error === null
            ? null
            : fault === undefined
              ? failureText(send.error)
              : t(`file.${fault}`)
      }
      lost={send.error !== null && error === null}
      onFile={mutate}
      onGoOn={() => {
        const chosen = handedFile(id);
        if (chosen !== null) mutate(chosen);
      }}
    />
  );
}
