// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;

/** Messages of any shape that their descriptors allow. */
final class RandomMessage {
  private static final List<Double> FRACTIONS =
      List.of(0.0, -0.0, 1.5, 1e300, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY);
  private static final List<String> TEXTS =
      List.of("", "a", "\"\\\n\u0000", "grüße", "\uD83D\uDE00", "</script>", "\u2028");

  private RandomMessage() {}

  static Message fill(Message.Builder builder, Random random, int depth) {
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      if (random.nextInt(3) == 0) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = random.nextInt(depth > 8 ? 1 : 3); i > 0; i--) {
          builder.addRepeatedField(field, value(builder, field, random, depth));
        }
      } else if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || depth < 9) {
        builder.setField(field, value(builder, field, random, depth));
      }
    }
    return builder.build();
  }

  private static Object value(
      Message.Builder builder, FieldDescriptor field, Random random, int depth) {
    return switch (field.getJavaType()) {
      case INT -> random.nextInt();
      case LONG -> random.nextBoolean() ? random.nextLong() : random.nextInt(3);
      case FLOAT -> random.nextFloat();
      case DOUBLE -> FRACTIONS.get(random.nextInt(FRACTIONS.size()));
      case BOOLEAN -> random.nextBoolean();
      case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
      case BYTE_STRING -> bytes(random);
      case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(30));
      case MESSAGE -> fill(builder.newBuilderForField(field), random, depth + 1);
    };
  }

  private static ByteString bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }
}
