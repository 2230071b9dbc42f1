/// What every module shares: lifecycle ([Component], [CheckResult]) and the few exceptions that
/// mean a decision for the caller. Start at [Component]; the model is in `audit`, the query tree in
/// `query`, the search store's seam in `store`, the log in `kafka`.
@NullMarked
package io.kubescribe.core;

import org.jspecify.annotations.NullMarked;
