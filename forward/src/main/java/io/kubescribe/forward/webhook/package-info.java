/// Any receiver of ours: [io.kubescribe.forward.webhook.Webhook].
@NullMarked
package io.kubescribe.forward.webhook;

import org.jspecify.annotations.NullMarked;
