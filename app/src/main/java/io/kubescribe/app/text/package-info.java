/// Text of other people on our terminals: [io.kubescribe.app.text.Printable].
@NullMarked
package io.kubescribe.app.text;

import org.jspecify.annotations.NullMarked;
