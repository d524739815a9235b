/** The mark: a slice of toast with a tick. */
export function Logo({ className = 'size-8' }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={className}>
      <rect width="32" height="32" rx="8" className="fill-primary" />
      <path
        d="M8 13.2C8 10.3 10.4 8 13.3 8h5.4c2.9 0 5.3 2.3 5.3 5.2 0 1.5-.6 2.8-1.5 3.7V22a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-5.1A5.2 5.2 0 0 1 8 13.2Z"
        className="fill-[oklch(0.68_0.165_45)]"
      />
      <path
        d="m12.6 16.4 2.5 2.5 4.6-5"
        fill="none"
        stroke="#fff"
        strokeWidth="2.1"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
