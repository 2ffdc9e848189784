/** The screens of the page: of the node, and of one process. */
import type { ComponentType } from 'preact';
import { CompareScreen } from '../comparison/CompareScreen';
import { CompareTwoScreen } from '../comparison/CompareTwoScreen';
import { ExplainScreen } from '../faults/ExplainScreen';
import { FindingsScreen } from '../findings/FindingsScreen';
import { ProcessFindingsScreen } from '../findings/ProcessFindingsScreen';
import { GroupsScreen } from '../groups/GroupsScreen';
import { GrowthScreen } from '../growth/GrowthScreen';
import { RankingScreen } from '../growth/RankingScreen';
import { LiveScreen } from '../live/LiveScreen';
import { ObjectsScreen } from '../objects/ObjectsScreen';
import { ProcessObjectsScreen } from '../objects/ProcessObjectsScreen';
import type { ProcessScreens } from '../process/ProcessFrame';
import { ProcessesScreen } from '../processes/ProcessesScreen';
import type { Route } from '../route/address';
import { ScansScreen } from '../scans/ScansScreen';
import { SpaceScreen } from '../space/SpaceScreen';
import { SystemScreen } from '../system/SystemScreen';
import { ThreadsScreen } from '../threads/ThreadsScreen';

export interface NodeScreen {
  readonly title: string;
  readonly component: ComponentType<{ readonly route: Route }>;
}

/** Screens of the node, by their names in addresses, in the order of the navigation. */
export const NODE_SCREENS: Readonly<Record<string, NodeScreen>> = {
  processes: { title: 'Processes', component: ProcessesScreen },
  growth: { title: 'Growth', component: RankingScreen },
  compare: { title: 'Compare', component: CompareTwoScreen },
  explain: { title: 'Explain', component: ExplainScreen },
  findings: { title: 'Findings', component: FindingsScreen },
  objects: { title: 'Objects', component: ObjectsScreen },
  groups: { title: 'Groups', component: GroupsScreen },
  system: { title: 'System', component: SystemScreen },
  scans: { title: 'Scans', component: ScansScreen },
};

/** Screens of one process, by their names in addresses, in the order of the navigation. */
export const PROCESS_SCREENS: ProcessScreens = {
  space: { title: 'Address space', component: SpaceScreen },
  growth: { title: 'Growth', component: GrowthScreen },
  findings: { title: 'Findings', component: ProcessFindingsScreen },
  objects: { title: 'Objects', component: ProcessObjectsScreen },
  compare: { title: 'Compare', component: CompareScreen },
  live: { title: 'Live', component: LiveScreen },
  threads: { title: 'Threads', component: ThreadsScreen },
};
