// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A rule file that may change while it is in use.
 *
 * @param every how often somebody should look
 * @param contents as they were when the configuration was read
 */
public record WatchedRules(Path file, Duration every, RulesFile.Contents contents) {}
