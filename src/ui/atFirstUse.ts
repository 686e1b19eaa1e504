/**
 * Entry of what the editor's side loads at the first command that needs it, and never at activation: dialogs, and what is behind the
 * views. It is reached by `loadFaces()` alone.
 */
export { RowEngine } from '../rows/engine/rowEngine';
export { identitiesOf } from '../access/readAccess';
export { copiedText } from '../rows/export/textWriter';
export { confirmUser } from './accounts/confirmUser';
export { pageWords } from './accounts/pageWords';
export { passwordPrompts } from './accounts/passwordPrompts';
export { chooseRole } from './accounts/rolePicker';
export { anyWay, usualWay } from './accounts/wayPicker';
export { DeniedPanel } from './denied/deniedPanel';
export { DoctorPanel } from './doctor/doctorPanel';
export { AddressMemory } from './handOver/addresses';
export { HandOver } from './handOver/handOver';
export { findPsql } from './handOver/psqlProgram';
export { searchHistory } from './history/historySearch';
export { showRoleHistory } from './history/roleHistory';
export { accessNodes, failedNode } from './inspector/accessNodes';
export { chooseSides } from './inspector/comparePicker';
export { ComparisonPanel } from './inspector/comparisonPanel';
export { InspectorPanel } from './inspector/inspectorPanel';
export { readAccess } from './inspector/readAccess';
export { addConnection } from './profiles/addConnection';
export { editConnection } from './profiles/editConnection';
export { importJdbcUrl } from './profiles/importJdbcUrl';
export { removeConnection } from './profiles/removeConnection';
export { exportConnection, importConnection } from './profiles/shareConnection';
export { askParameters } from './query/parameterPrompts';
export { chooseCopyFormat } from './results/copyFormats';
export { prepareUnload } from './results/prepareUnload';
export { saveResults } from './results/saveResults';
export { SetupPanel } from './setup/setupPanel';
export { clearStored } from './stored/clearStored';
export { takeInventory } from './stored/inventory';
