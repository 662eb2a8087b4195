export { board } from './upgrade/board.ts';
export { openCase, takeStep } from './upgrade/case.ts';
export { assess, detail } from './upgrade/detail.ts';
export { type EvidenceFile, readEvidence } from './upgrade/evidence.ts';
export { addPaper, evidenceOfAccount, logIdPicture, passPaper, rejectPaper } from './upgrade/papers.ts';
export { writeReminders } from './upgrade/reminders.ts';
export { setVerification } from './upgrade/verification.ts';
