// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as other types, in the ways in which OTTL's functions ask for them. */
final class Convert {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,20}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");

  private Convert() {}

  /** Text itself, nothing else. */
  static String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new EvaluationException("no text");
  }

  /** Everything that can be written; null for nil. */
  static @Nullable String textLike(@Nullable Object value) {
    if (value == null || value instanceof String) {
      return (String) value;
    }
    if (value instanceof Double number) {
      return decimal(number);
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Long || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Id id) {
      return id.hex();
    }
    if (value instanceof Pairs || value instanceof List) {
      return json(value);
    }
    throw new EvaluationException("nothing that can be written as text");
  }

  static String decimal(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    return exact.toPlainString();
  }

  static String json(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      write(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException("text cannot be written to memory", e);
    }
    return text.toString();
  }

  private static void write(@Nullable Object value, JsonGenerator out) throws IOException {
    if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(decimal(number));
    } else if (value instanceof Boolean bool) {
      out.writeBoolean(bool);
    } else if (value instanceof byte[] bytes) {
      out.writeString(Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object item : list) {
        write(item, out);
      }
      out.writeEndArray();
    } else if (value instanceof Pairs pairs) {
      writeMap(pairs, out);
    } else {
      out.writeNull();
    }
  }

  /** By key, as Go writes maps. */
  private static void writeMap(Pairs pairs, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (String key : new TreeSet<>(pairs.keys())) {
      out.writeFieldName(key);
      write(pairs.get(key), out);
    }
    out.writeEndObject();
  }

  static long whole(@Nullable Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw new EvaluationException("no whole number");
  }

  /** Null for nil and for text that is no whole number. */
  static @Nullable Long wholeLike(@Nullable Object value) {
    if (value == null || value instanceof Long) {
      return (Long) value;
    }
    if (value instanceof Double number) {
      return number.longValue();
    }
    if (value instanceof Boolean bool) {
      return bool ? 1L : 0L;
    }
    if (value instanceof String text) {
      try {
        return WHOLE.matcher(text).matches() ? Long.valueOf(text) : null;
      } catch (NumberFormatException e) {
        return null;
      }
    }
    throw new EvaluationException("nothing that can be a whole number");
  }

  static double number(@Nullable Object value) {
    if (value instanceof Double number) {
      return number;
    }
    throw new EvaluationException("no floating-point number");
  }

  /** Null for nil and for text that is no number. */
  static @Nullable Double numberLike(@Nullable Object value) {
    if (value == null || value instanceof Double) {
      return (Double) value;
    }
    if (value instanceof Long number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean bool) {
      return bool ? 1.0 : 0.0;
    }
    if (value instanceof String text) {
      return NUMBER.matcher(text).matches() ? Double.valueOf(text) : null;
    }
    throw new EvaluationException("nothing that can be a number");
  }

  /** Null for nil. */
  static @Nullable Boolean boolLike(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return (Boolean) value;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof String text) {
      return switch (text) {
        case "1", "t", "T", "true", "TRUE", "True" -> true;
        case "0", "f", "F", "false", "FALSE", "False" -> false;
        default -> throw new EvaluationException("no text that is true or false");
      };
    }
    throw new EvaluationException("nothing that can be true or false");
  }

  static long duration(@Nullable Object value) {
    if (value instanceof Nanos nanos) {
      return nanos.nanos();
    }
    throw new EvaluationException("no length of time");
  }

  static long time(@Nullable Object value) {
    if (value instanceof Instant64 instant) {
      return instant.nanos();
    }
    throw new EvaluationException("no time");
  }

  static Pairs map(@Nullable Object value) {
    if (value instanceof Pairs pairs) {
      return pairs;
    }
    throw new EvaluationException("no map");
  }

  static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new EvaluationException("no list");
  }
}
