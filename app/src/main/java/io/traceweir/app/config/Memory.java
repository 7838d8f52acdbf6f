// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.yaml.ByteSize;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A budget of memory: a share of the heap, or bytes. */
sealed interface Memory {

  Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?) ?%");

  long bytes(long heapBytes);

  String print();

  record Share(BigDecimal percent) implements Memory {
    @Override
    public long bytes(long heapBytes) {
      return percent.multiply(BigDecimal.valueOf(heapBytes)).movePointLeft(2).longValue();
    }

    @Override
    public String print() {
      return percent.toPlainString() + "%";
    }
  }

  record Fixed(long bytes) implements Memory {
    @Override
    public long bytes(long heapBytes) {
      return bytes;
    }

    @Override
    public String print() {
      return ByteSize.print(bytes);
    }
  }

  static Memory parse(String text) {
    Matcher percent = PERCENT.matcher(text);
    if (percent.matches()) {
      BigDecimal value = new BigDecimal(percent.group(1));
      // the other half is for records in flight, restoring and the JVM; above 90% nothing runs
      if (value.signum() > 0 && value.compareTo(BigDecimal.valueOf(90)) <= 0) {
        return new Share(value);
      }
      throw new IllegalArgumentException(
          "expected a percentage above 0% and up to 90%, found \"" + text + "\"");
    }
    long bytes;
    try {
      bytes = ByteSize.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a percentage such as 50%, or a size such as 2GiB, found \"" + text + "\"", e);
    }
    if (bytes < 1 << 20) {
      throw new IllegalArgumentException("expected 1MiB or more, found \"" + text + "\"");
    }
    return new Fixed(bytes);
  }
}
