/// Files on this machine: [io.kubescribe.forward.file.NdjsonFile].
@NullMarked
package io.kubescribe.forward.file;

import org.jspecify.annotations.NullMarked;
