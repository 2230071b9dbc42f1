package io.kubescribe.ingest.gateway.identity;

import io.kubescribe.core.session.SessionUser;
import org.jspecify.annotations.Nullable;

/// Who acts.
///
/// @param user as whom
/// @param impersonator who asked to act as `user`; null when nobody did
public record Identity(SessionUser user, @Nullable SessionUser impersonator) {}
