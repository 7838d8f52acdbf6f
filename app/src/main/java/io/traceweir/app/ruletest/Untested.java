// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.ruletest;

import java.nio.file.Path;
import java.util.List;

/** The rules of a file that no test has been taken by. */
record Untested(Path rules, List<String> names) {}
