import type { Link } from '../../desk/alert/alert.ts';
import type { DeviceState } from '../../desk/device/device.ts';
import type { AgentRow } from './schema.ts';

/** Only pages where each technician logs in as himself: MeshCentral's own links carry a login. */
export function linksTo(agentId: string, web: string | undefined): Link[] {
  if (web === undefined) return [];
  const agent = encodeURIComponent(agentId);
  return [
    { label: 'Open in TRMM', url: `${web}/agents/${agent}` },
    { label: 'Take control', url: `${web}/takecontrol/${agent}` },
  ];
}

export function stateOf({ status }: Pick<AgentRow, 'status'>): DeviceState {
  return status === 'online' || status === 'offline' || status === 'overdue' ? status : 'unknown';
}
