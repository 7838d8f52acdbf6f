// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.command;

import io.traceweir.yaml.ByteSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes on the command line as in the configuration file. */
final class ByteSizeConverter implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    try {
      long bytes = ByteSize.parse(text);
      if (bytes > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // the same sentence for both
    }
    throw new TypeConversionException(
        "expected a size such as 512MiB or 2GiB, found \"" + text + "\"");
  }
}
