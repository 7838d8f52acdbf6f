// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --otlp-port} and {@code --no-traffic}. */
final class DoorOption {
  @Option(
      names = "--otlp-port",
      paramLabel = "PORT|off",
      description = {
        "Port at which spans and logs of your own are taken, as OTLP over HTTP: 0 for any free one,"
            + " off for none. Default: 4318 if it is free."
      })
  private @Nullable String port;

  @Option(
      names = "--no-traffic",
      description = {
        "No shop: only what comes through the OTLP port, until Ctrl-C or for the --duration given."
      })
  private boolean noTraffic;

  /** Only one's own. */
  boolean noTraffic() {
    return noTraffic;
  }

  /** Either of them was given. */
  boolean isAsked() {
    return noTraffic || port != null;
  }

  /**
   * What the user wants.
   *
   * @param replay whether files are replayed
   * @throws IllegalArgumentException when it makes no sense
   */
  DoorChoice choice(boolean replay) {
    if (replay && (port != null || noTraffic)) {
      throw new IllegalArgumentException(
          "--otlp-port and --no-traffic are about the present: leave them out with --input");
    }
    if (port == null) {
      return replay ? DoorChoice.OFF : DoorChoice.byDefault(noTraffic);
    }
    DoorChoice choice = DoorChoice.of(port, noTraffic);
    if (noTraffic && choice.need() == DoorChoice.Need.OFF) {
      throw new IllegalArgumentException("--no-traffic needs the OTLP port, which is off");
    }
    return choice;
  }
}
