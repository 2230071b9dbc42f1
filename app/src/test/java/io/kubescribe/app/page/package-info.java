/// The pages in a real browser. [io.kubescribe.app.page.PageServer] is what they run against,
/// [io.kubescribe.app.page.Chromium] the browser.
@NullMarked
package io.kubescribe.app.page;

import org.jspecify.annotations.NullMarked;
