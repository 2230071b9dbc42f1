/// JSON as we read it: [io.kubescribe.core.json.StrictJson] sets every limit that Jackson leaves
/// open and refuses duplicate keys.
@NullMarked
package io.kubescribe.core.json;

import org.jspecify.annotations.NullMarked;
