/**
 * The mark: a faceted lodestone with a compass needle cut into it. The lit half of the needle is brass and
 * points to where you were; the shape works from 16 px up and in one colour.
 */
export function LogoMark({ size = 32, title }: { readonly size?: number; readonly title?: string }) {
  return (
    <svg
      className="logo-mark"
      width={size}
      height={size}
      viewBox="0 0 32 32"
      role={title === undefined ? 'presentation' : 'img'}
      aria-hidden={title === undefined}
      aria-label={title}
    >
      <path
        className="logo-stone"
        d="M10.6 2.2h10.2a3 3 0 0 1 2.4 1.2l6 7.9a3 3 0 0 1 .6 2.2l-1.3 9.3a3 3 0 0 1-1.3 2.1l-7.2 4.6a3 3 0 0 1-2 .4l-9.5-1.3a3 3 0 0 1-2.1-1.3L2.2 20.500a3 3 0 0 1-.5-2.200L3.100 9a3 3 0 0 1 1.100-1.900l4.500-4.200a3 3 0 0 1 1.900-.7Z"
      />
      <path
        className="logo-facet"
        d="M3.500 8.200 10.800 11l1.700-8.800h-1.900a3 3 0 0 0-1.900.7L4.200 7.100c-.3.300-.5.700-.7 1.100Z"
      />
      <path className="logo-north" d="M23.200 7.400 13.100 13.300l5.700 5.400 4.400-11.300Z" />
      <path className="logo-south" d="M8.800 24.600l4.300-11.300 5.700 5.400-10 5.900Z" />
    </svg>
  );
}
