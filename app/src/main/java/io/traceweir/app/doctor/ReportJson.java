// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report for programs; what is here stays, and may be joined by more. */
public final class ReportJson {
  private ReportJson() {}

  /** Maps, lists and plain values. */
  public static Map<String, Object> of(Report report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", 1);
    json.put("verdict", report.verdict().word());
    json.put("reachable", report.reachable());
    json.put("config", report.head().configFile());
    json.put("bootstrap_servers", report.head().bootstrapServers());
    json.put("application_id", report.head().applicationId());
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Verdict verdict : List.of(Verdict.PROBLEM, Verdict.WARNING, Verdict.OK, Verdict.SKIPPED)) {
      counts.put(verdict.name().toLowerCase(Locale.ROOT), report.count(verdict));
    }
    json.put("checks_by_verdict", counts);
    json.put("checks", report.checks().stream().map(ReportJson::check).toList());
    return json;
  }

  private static Map<String, Object> check(Report.Looked check) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", check.id());
    json.put("verdict", check.verdict().word());
    json.put("findings", check.findings().stream().map(ReportJson::finding).toList());
    return json;
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verdict", finding.verdict().word());
    json.put("subject", finding.subject());
    json.put("found", finding.found());
    json.put("follows", finding.follows());
    json.put("mend", finding.mend());
    json.put("commands", finding.commands());
    return json;
  }
}
