// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.rules.ottl;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Questions about types, and conversions between them. */
final class TypeFunctions {
  static final List<Signature> ALL =
      List.of(
          is("IsString", String.class::isInstance),
          is("IsInt", Long.class::isInstance),
          is("IsDouble", Double.class::isInstance),
          is("IsBool", Boolean.class::isInstance),
          is("IsMap", Pairs.class::isInstance),
          is("IsList", List.class::isInstance),
          is("IsEmpty", TypeFunctions::isEmpty),
          convert("String(value)", Convert::textLike),
          convert("Int(value)", Convert::wholeLike),
          convert("Double(value)", Convert::numberLike),
          convert("Bool(value)", Convert::boolLike),
          Signature.of("IsRootSpan()", arguments -> scene -> scene.span().parentId() == 0),
          Signature.of("TraceID(bytes)", arguments -> id(arguments, true)),
          Signature.of("SpanID(bytes)", arguments -> id(arguments, false)),
          Signature.of("ProfileID(bytes)", TypeFunctions::profileId),
          Signature.of(
              "Log(value)",
              arguments -> {
                Value value = arguments.value(0);
                return scene -> logarithm(Convert.numberLike(value.of(scene)));
              }));

  private TypeFunctions() {}

  private static Signature is(String name, Predicate<@Nullable Object> question) {
    return Signature.of(
        name + "(value)",
        arguments -> {
          Value value = arguments.value(0);
          return scene -> question.test(value.of(scene));
        });
  }

  /** A conversion of one value. */
  interface Conversion {
    @Nullable Object of(@Nullable Object value);
  }

  static Signature convert(String form, Conversion conversion) {
    return Signature.of(
        form,
        arguments -> {
          Value value = arguments.value(0);
          return scene -> conversion.of(value.of(scene));
        });
  }

  private static boolean isEmpty(@Nullable Object value) {
    if (value instanceof Pairs pairs) {
      return pairs.size() == 0;
    }
    if (value instanceof List<?> list) {
      return list.isEmpty();
    }
    if (value instanceof byte[] bytes) {
      return bytes.length == 0;
    }
    return value == null
        || value.equals("")
        || value.equals(0L)
        || value.equals(0.0)
        || value.equals(false);
  }

  private static double logarithm(@Nullable Double value) {
    if (value == null || value <= 0) {
      throw new EvaluationException("no number above 0");
    }
    return Math.log(value);
  }

  /** Equal to another one only, never to the id of a trace. */
  record ProfileId(Object id) {}

  private static Value profileId(Arguments arguments) {
    Value id = id(arguments, true);
    return scene -> new ProfileId(Objects.requireNonNull(id.of(scene)));
  }

  private static Value id(Arguments arguments, boolean ofTrace) {
    int size = ofTrace ? 16 : 8;
    if (arguments.isLiteral(0)) {
      Object literal = arguments.literal(0);
      Id id = literal instanceof byte[] bytes ? Ids.of(bytes, ofTrace) : null;
      if (id == null) {
        throw new IllegalArgumentException(
            "an id of " + size + " bytes is written as 0x and " + 2 * size + " digits");
      }
      return scene -> id;
    }
    Value value = arguments.value(0);
    return scene -> {
      Id id = Ids.of(value.of(scene), ofTrace);
      if (id == null) {
        throw new EvaluationException("no id");
      }
      return id;
    };
  }
}
