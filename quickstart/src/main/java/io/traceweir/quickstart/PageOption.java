// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart;

import io.traceweir.app.config.Configuration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --api-port}. */
final class PageOption {
  private static final int OFF = -1;
  private static final int ANY = 0;

  @Option(
      names = "--api-port",
      paramLabel = "PORT|off",
      description =
          "Port of the page and its API; off for neither. Default: 8081, or any free one when that is"
              + " taken.",
      converter = PortConverter.class)
  private int port = Page.DEFAULT_PORT;

  private boolean isChosen() {
    return port != Page.DEFAULT_PORT;
  }

  /** The default port is a wish, any other one has to be had. */
  Configuration.Api settings() {
    return port == OFF
        ? Configuration.Api.OFF
        : new Configuration.Api("127.0.0.1", port, isChosen(), null);
  }

  /** A port, or a word. */
  static final class PortConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (value.equals("off")) {
        return OFF;
      }
      if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65_535) {
        return value.equals("0") ? ANY : Integer.parseInt(value);
      }
      throw new TypeConversionException("expected a port from 0 to 65535 or off, found " + value);
    }
  }
}
