import { useSharing } from '../../stores/share.ts';
import { ExportDialog } from './export-dialog.tsx';
import { ImportChoose } from './import-choose.tsx';
import { ImportDone, ImportFailed } from './import-end.tsx';
import { ImportPlanDialog } from './import-plan.tsx';
import { ImportWork } from './import-work.tsx';
import './share.css';

/** What is shared, or being imported: one dialog after the other. */
export function ShareDialogs() {
  const { state, open } = useSharing();
  if (!open) return null;
  switch (state.step) {
    case 'none':
      return null;
    case 'export':
      return <ExportDialog gameId={state.gameId} />;
    case 'choose':
      return <ImportChoose gameId={state.gameId} reading={state.reading} error={state.error} />;
    case 'plan':
      return <ImportPlanDialog gameId={state.gameId} text={state.text} plan={state.plan} />;
    case 'working':
      return <ImportWork gameId={state.gameId} plan={state.plan} />;
    case 'done':
      return <ImportDone gameId={state.gameId} imported={state.imported} />;
    case 'failed':
      return <ImportFailed name={state.name} error={state.error} />;
    default:
      return state satisfies never;
  }
}
