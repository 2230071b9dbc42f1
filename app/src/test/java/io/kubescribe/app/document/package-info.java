/// Holds what the documents say to the program. Documents lie in the folder above this module.
@NullMarked
package io.kubescribe.app.document;

import org.jspecify.annotations.NullMarked;
