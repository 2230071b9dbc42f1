/// Types that settings are made of; each module's config record lives beside the code it
/// configures.
@NullMarked
package io.kubescribe.core.config;

import org.jspecify.annotations.NullMarked;
