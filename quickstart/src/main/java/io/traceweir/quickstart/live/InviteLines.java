// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.quickstart.live.Picture.Head;
import java.util.List;
import org.jline.utils.AttributedString;

/** How to send something, for as long as all waits for that. */
final class InviteLines {
  private InviteLines() {}

  static Section of(Head head, Addresses addresses, Look look) {
    boolean invites = addresses.onlyOwn() && !addresses.otlp().isEmpty();
    List<AttributedString> rows =
        invites && head.sent().traces() == 0 && !head.over()
            ? List.of(
                row("OTEL_EXPORTER_OTLP_ENDPOINT=" + addresses.otlp(), look),
                row("OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", look),
                row("OTEL_LOGS_EXPORTER=otlp OTEL_METRICS_EXPORTER=none", look))
            : List.of();
    Line title = new Line(look).add("No traces yet", look.title());
    title.add(": point an OpenTelemetry SDK here", look.plain());
    return new Section(title.done(), rows, 3);
  }

  private static AttributedString row(String setting, Look look) {
    return new Line(look).add("  ").add(setting, look.notice()).done();
  }
}
