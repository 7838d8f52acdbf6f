// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes: {@code 512KiB}, {@code 16MiB}, {@code 1.5GiB}, {@code 1000000}, {@code 1MB}. */
public final class ByteSize {

  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?) ?(B|KiB|MiB|GiB|TiB|kB|KB|MB|GB|TB)?");
  private static final List<String> BINARY = List.of("B", "KiB", "MiB", "GiB", "TiB");

  private ByteSize() {}

  /** Bytes of such a text; refuses with a message that says what was expected. */
  public static long parse(String text) {
    Matcher m = SIZE.matcher(text);
    if (!m.matches()) {
      throw expected(text);
    }
    String unit = m.group(2) == null ? "B" : m.group(2);
    BigDecimal bytes = new BigDecimal(m.group(1)).multiply(factor(unit));
    try {
      return bytes.longValueExact();
    } catch (ArithmeticException e) {
      throw expected(text);
    }
  }

  private static IllegalArgumentException expected(String text) {
    return new IllegalArgumentException(
        "expected a size such as 512KiB, 16MiB or 2GiB, found \"" + text + "\"");
  }

  private static BigDecimal factor(String unit) {
    int binary = BINARY.indexOf(unit);
    if (binary >= 0) {
      return BigDecimal.valueOf(1L << (10 * binary));
    }
    return BigDecimal.TEN.pow(
        3 * (1 + "kMGT".indexOf(unit.charAt(0) == 'K' ? 'k' : unit.charAt(0))));
  }

  /** In the largest binary unit that leaves a whole number. */
  public static String print(long bytes) {
    int unit = 0;
    long value = bytes;
    while (unit < BINARY.size() - 1 && value != 0 && value % 1024 == 0) {
      value /= 1024;
      unit++;
    }
    return value + BINARY.get(unit);
  }
}
