/// Masks secrets in what is derived, for whoever may not see them; the recording stays as it is.
/// [io.kubescribe.replay.derive.secret.OutputRedactor] stands between a playback and what is
/// derived from it, [io.kubescribe.replay.derive.secret.LineRedactor] masks in a text.
///
/// | found | how | masked |
/// | --- | --- | --- |
/// | private keys | `-----BEGIN … PRIVATE KEY-----` and what follows, base64 of it too | the body |
/// | JSON Web Tokens, so those of service accounts | `eyJ….eyJ…`, base64 of it too | all |
/// | bootstrap tokens | 6 characters, a full stop, 16 characters | the 16 |
/// | AWS | `AKIA…` and `ASIA…`, values of secret access keys and session tokens, `k8s-aws-v1.…` | all |
/// | GCP | `AIza…`, `ya29.…`; keys of service accounts are private keys | all |
/// | GitHub, GitLab, Slack, Vault | `ghp_…` and its kin, `github_pat_…`, `glpat-…`, `xox?-…`, `hvs.…` | all |
///
/// Each character masked becomes a `*`, so that the screen keeps its layout. Secrets are followed
/// through colours, over records and over lines. What is not found: a secret drawn in another order
/// than it reads in, except in lines and on screens, which are looked at once more; one that was
/// encoded in another way; a password, which looks like nothing.
///
/// Control strings (titles, clipboard) are left out of redacted output, but for the marks of
/// shells.
@NullMarked
package io.kubescribe.replay.derive.secret;

import org.jspecify.annotations.NullMarked;
