// What every page gets beside its HTML. Each island makes something nicer that works without it.
import { submitOnChoice } from './auto-submit';
import { forgetOnSignOut, keepForm } from './offline';
import { reportInTheField } from './report';
import { forgetDraft } from './report/draft';
import { keepSending } from './report/queue';
import { reviewByKey } from './review';
import { sortInPlace } from './sortable';

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="auto-submit"]')) submitOnChoice(form);
for (const table of document.querySelectorAll<HTMLTableElement>('table[data-island="sortable"]')) sortInPlace(table);
const owner = document.body.dataset.owner ?? '';
const report = document.querySelector<HTMLFormElement>('form[data-island="report"]');
if (report) reportInTheField(report, owner);
else if (owner) keepSending(owner);
if (report?.dataset.keep) keepForm(report.dataset.keep);
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="sign-out"]')) forgetOnSignOut(form, owner);
for (const frame of document.querySelectorAll<HTMLElement>('[data-island="review"]')) reviewByKey(frame);
if (document.querySelector('[data-island="report-sent"]')) forgetDraft();

// Someone who comes back to a form with errors starts at what is wrong.
document.querySelector<HTMLElement>('.ds-error-summary')?.focus();
