// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import io.traceweir.app.command.Version;
import io.traceweir.app.config.Configuration;
import io.traceweir.app.http.Api;
import io.traceweir.app.http.Health;
import io.traceweir.pipeline.PipelineSettings;
import java.time.InstantSource;

/** The page that shows a quickstart while it runs. */
final class Page {
  static final int DEFAULT_PORT = 8081;

  private Page() {}

  /** Serves it, and begins to read what it shows. */
  static Api open(
      Configuration.Api wanted, PipelineSettings settings, Health health, InstantSource clock) {
    Api api = start(wanted, settings, new Api.About(health, Version.number(), clock));
    api.read();
    return api;
  }

  private static Api start(Configuration.Api wanted, PipelineSettings settings, Api.About about) {
    if (wanted.isOff()) {
      return Api.start(wanted, settings, about);
    }
    try {
      return Api.start(at(wanted, wanted.port()), settings, about);
    } catch (CommandException e) {
      if (wanted.isWritten()) {
        throw new CommandException(
            ExitCode.FINDINGS, "--api-port: port " + wanted.port() + " is not free", e);
      }
      return Api.start(at(wanted, 0), settings, about);
    }
  }

  private static Configuration.Api at(Configuration.Api wanted, int port) {
    return new Configuration.Api(wanted.host(), port, true, wanted.token());
  }
}
