package io.kubescribe.queryapi.access;

import io.kubescribe.core.access.Principal;
import java.time.Instant;

/// A one-time link that was used, and may have to be given back.
///
/// @param key what it is known by, not the link itself
/// @param since when it was issued
public record UsedLink(String key, Principal principal, Instant since) {}
