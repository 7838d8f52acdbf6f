// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.traceweir.app.config.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --api-port}. */
final class PageOption {
  private static final int OFF = -1;

  @Option(
      names = "--api-port",
      paramLabel = "PORT|off",
      description =
          "Port of the page and its API; off for neither. Default: 8081, or any free one when that is"
              + " taken.",
      converter = PortConverter.class)
  private @Nullable Integer port;

  /** The default port is a wish, one that was asked for has to be had. */
  Configuration.Api settings() {
    if (port == null) {
      return new Configuration.Api("127.0.0.1", Page.DEFAULT_PORT, false, null);
    }
    return port == OFF
        ? Configuration.Api.OFF
        : new Configuration.Api("127.0.0.1", port, true, null);
  }

  /** A port, or a word. */
  static final class PortConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (value.equals("off")) {
        return OFF;
      }
      if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65_535) {
        return Integer.parseInt(value);
      }
      throw new TypeConversionException("expected a port from 0 to 65535 or off, found " + value);
    }
  }
}
