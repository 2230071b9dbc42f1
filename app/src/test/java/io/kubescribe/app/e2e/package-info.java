/// Whole processes from the webhook to an answer: what is sent
/// ([io.kubescribe.app.e2e.AuditFixture]), who sends it ([io.kubescribe.app.e2e.ApiServerSender]),
/// who takes it ([io.kubescribe.app.e2e.ProcessNode]) and what must have become of it
/// ([io.kubescribe.app.e2e.Answers]).
@NullMarked
package io.kubescribe.app.e2e;

import org.jspecify.annotations.NullMarked;
