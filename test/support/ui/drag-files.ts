/** What a file manager does to the window. */
import type { Page } from 'playwright';

/** Files are over the window. */
export async function dragFiles(
  page: Page,
  event: 'dragenter' | 'dragleave' | 'drop',
  name = 'dragged.zip',
  content = 'PK',
): Promise<void> {
  await page.evaluate(
    ([type, fileName, bytes]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], fileName));
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [event, name, content] as const,
  );
}
