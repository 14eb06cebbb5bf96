import { useEffect, useState } from 'react';
import type { AppInfo } from '../../../shared/ipc/contract.ts';
import { getBridge } from '../../bridge.ts';
import { orNotice } from '../../stores/notices.ts';

/** Version and folders; null until main has answered. */
export function useAppInfo(): AppInfo | null {
  const [info, setInfo] = useState<AppInfo | null>(null);
  useEffect(() => {
    void orNotice(getBridge().app.info()).then(setInfo);
  }, []);
  return info;
}
