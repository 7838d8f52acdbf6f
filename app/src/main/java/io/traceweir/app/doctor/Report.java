// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import java.util.List;

/**
 * What all looks came to.
 *
 * @param reachable a broker answered
 */
public record Report(Head head, boolean reachable, List<Looked> checks) {

  /** What was looked at. */
  public record Head(String configFile, String bootstrapServers, String applicationId) {}

  /** One check and what it found. */
  public record Looked(String id, List<Finding> findings) {
    public Looked {
      findings = List.copyOf(findings);
    }

    /** The worst of the findings. */
    public Verdict verdict() {
      return findings.stream().map(Finding::verdict).reduce(Verdict.OK, Verdict::worse);
    }

    String group() {
      return id.substring(0, id.indexOf('.'));
    }

    String name() {
      return id.substring(id.indexOf('.') + 1);
    }
  }

  public Report {
    checks = List.copyOf(checks);
  }

  /** Checks that came to this. */
  public long count(Verdict verdict) {
    return checks.stream().filter(check -> check.verdict() == verdict).count();
  }

  /** The worst of all; what was skipped is no worse than fine. */
  public Verdict verdict() {
    Verdict worst = checks.stream().map(Looked::verdict).reduce(Verdict.OK, Verdict::worse);
    return worst == Verdict.SKIPPED ? Verdict.OK : worst;
  }
}
