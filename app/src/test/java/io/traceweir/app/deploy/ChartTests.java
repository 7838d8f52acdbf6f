// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.deploy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the chart, rendered in a folder of their own. */
@EnabledWithHelm
abstract class ChartTests {

  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  Chart chart;

  @BeforeEach
  void prepare() {
    chart = new Chart(directory);
  }
}
