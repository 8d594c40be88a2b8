/** A QR code drawn by the server, with the code in letters for whoever cannot read it by camera. */
export function QrPicture({ svg, label, code }: { svg: string; label: string; code: string }) {
  return (
    <figure className="grid justify-items-center gap-3">
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`}
        alt={label}
        className="w-full max-w-80"
        width={320}
        height={320}
      />
      <figcaption className="numeric text-center text-xl break-all">{code}</figcaption>
    </figure>
  );
}
