/** Installers for tests: `ModuleConfig.xml` put together of parts. */

export const config = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<config xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://qconsulting.ca/fo3/ModConfig5.0.xsd">
${inner}
</config>`;

export const steps = (...list: readonly string[]): string =>
  `<installSteps order="Explicit">${list.join('')}</installSteps>`;

export const step = (name: string, groups: string, visible = ''): string =>
  `<installStep name="${name}">${visible === '' ? '' : `<visible>${visible}</visible>`}
  <optionalFileGroups order="Explicit">${groups}</optionalFileGroups></installStep>`;

export const group = (name: string, type: string, options: string): string =>
  `<group name="${name}" type="${type}"><plugins order="Explicit">${options}</plugins></group>`;

export interface OptionParts {
  readonly type?: string;
  readonly files?: string;
  readonly flags?: Readonly<Record<string, string>>;
  /** The whole type descriptor, in place of `type`. */
  readonly descriptor?: string;
  readonly description?: string;
  readonly image?: string;
}

export function option(name: string, parts: OptionParts = {}): string {
  const { type = 'Optional', files = '', flags = {}, descriptor, description = '', image } = parts;
  const flagList = Object.entries(flags).map(([flag, value]) => `<flag name="${flag}">${value}</flag>`);
  return `<plugin name="${name}"><description>${description}</description>
    ${image === undefined ? '' : `<image path="${image}"/>`}
    ${files === '' ? '' : `<files>${files}</files>`}
    ${flagList.length === 0 ? '' : `<conditionFlags>${flagList.join('')}</conditionFlags>`}
    <typeDescriptor>${descriptor ?? `<type name="${type}"/>`}</typeDescriptor></plugin>`;
}

export const file = (source: string, destination?: string, more = ''): string =>
  `<file source="${source}"${destination === undefined ? '' : ` destination="${destination}"`} ${more}/>`;

export const folder = (source: string, destination?: string, more = ''): string =>
  `<folder source="${source}"${destination === undefined ? '' : ` destination="${destination}"`} ${more}/>`;

export const flagIs = (flag: string, value: string): string => `<flagDependency flag="${flag}" value="${value}"/>`;

export const fileIs = (name: string, state: string): string => `<fileDependency file="${name}" state="${state}"/>`;

export const dependentType = (fallback: string, when: string, type: string, operator = 'And'): string =>
  `<dependencyType><defaultType name="${fallback}"/><patterns><pattern>
   <dependencies operator="${operator}">${when}</dependencies><type name="${type}"/></pattern></patterns></dependencyType>`;

export const conditional = (when: string, files: string): string =>
  `<conditionalFileInstalls><patterns><pattern><dependencies>${when}</dependencies><files>${files}</files></pattern></patterns></conditionalFileInstalls>`;

/** A picture of one pixel. */
export const tinyPng: Buffer = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A small mod with two steps: a texture size, and a patch that only the large one asks for. */
export const hullMod = (more: { readonly extraOption?: boolean } = {}): Readonly<Record<string, string | Buffer>> => ({
  'fomod/ModuleConfig.xml': config(
    `<moduleName>Hull</moduleName><requiredInstallFiles>${file('core.txt', 'hull/core.txt')}</requiredInstallFiles>` +
      steps(
        step(
          'Textures',
          group(
            'Size',
            'SelectExactlyOne',
            option('Small', {
              files: folder('small', 'hull'),
              image: 'fomod\\images\\small.png',
              flags: { size: 's' },
            }) +
              option('Large', { files: folder('large', 'hull'), flags: { size: 'l' }, type: 'Recommended' }) +
              (more.extraOption === true ? option('Huge', { files: folder('large', 'hull') }) : ''),
          ),
        ),
        step(
          'Patches',
          group('Patch', 'SelectAny', option('Glow', { files: file('glow.txt', 'hull/glow.txt') })),
          flagIs('size', 'l'),
        ),
      ),
  ),
  'fomod/images/small.png': tinyPng,
  'core.txt': 'core',
  'small/skin.txt': 'small skin',
  'large/skin.txt': 'large skin',
  'large/extra.txt': 'extra',
  'glow.txt': 'glow',
});
