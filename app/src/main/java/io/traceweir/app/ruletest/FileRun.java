// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.ruletest;

import io.traceweir.rules.testing.FileResult;
import io.traceweir.yaml.Problem;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one test file.
 *
 * @param result null when there are problems
 * @param problems of the file, or of the rules that it names
 */
public record FileRun(Path file, @Nullable FileResult result, List<Problem> problems) {}
