// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.traceweir.otlp.Tags;
import io.traceweir.trace.WantedText.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of a text without decoding it is what decoding it would tell. */
class SlotValuesTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "GET",
          "GET /",
          "checkout",
          "checkout2",
          "a text of more than four words of eight bytes each",
          "\u00e9",
          "\ud83d\ude00",
          "\ufffd",
          "a\ufffd",
          "\ud800",
          "?",
          "[]",
          "[\"a\"]",
          "true",
          "7");

  private final Strings strings = new Strings(16);
  private final AttributeNames names = new AttributeNames();
  private final int key = names.slot("key");
  private final AttributeReader reader =
      new AttributeReader(new AttributeSlots(names.freeze()), new AttributeValues(strings));

  @Test
  void shouldCompareWhatIsNotDecodedAsWhatIs() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      byte[] value = i % 3 == 0 ? randomText(random) : value(random);
      for (String text : TEXTS) {
        Object sent = read(value).sent(key);
        Object plain = Structured.plain(sent);
        assertThat(read(value).has(key)).isEqualTo(plain != null);
        assertThat(read(value).isText(key)).isEqualTo(sent instanceof String);
        for (Place place : Place.values()) {
          WantedText wanted = WantedText.of(text, place);
          assertThat(read(value).isSent(key, wanted)).isEqualTo(isIn(text, place, sent));
          assertThat(read(value).is(key, wanted)).isEqualTo(isIn(text, place, plain));
          SlotValues decoded = read(value);
          assertThat(Structured.plain(decoded.sent(key))).isEqualTo(plain);
          assertThat(decoded.is(key, wanted)).isEqualTo(isIn(text, place, plain));
        }
      }
    }
  }

  private static boolean isIn(String text, Place place, @Nullable Object value) {
    return value instanceof String whole
        && switch (place) {
          case ALL -> whole.equals(text);
          case START -> whole.startsWith(text);
          case END -> whole.endsWith(text);
          case ANYWHERE -> whole.contains(text);
        };
  }

  @Test
  void shouldTellAnAbsentAttributeFromEveryText() {
    SlotValues values = new SlotValues(strings, 1);
    values.clear(new byte[0]);

    assertThat(values.has(key)).isFalse();
    assertThat(values.sent(key)).isNull();
    assertThat(values.is(key, WantedText.of(""))).isFalse();
  }

  @Test
  void shouldCompareShortRunsOfBytes() {
    Random random = new Random(8);
    for (int length = 0; length < 100; length++) {
      byte[] key = new byte[length];
      random.nextBytes(key);
      byte[] around = new byte[length + 11];
      System.arraycopy(key, 0, around, 5, length);
      assertThat(ShortBytes.isKey(key, around, 5)).isTrue();
      for (int at = 0; at < length; at++) {
        byte[] other = Arrays.copyOf(around, around.length);
        other[5 + at] ^= (byte) (1 << random.nextInt(8));
        assertThat(ShortBytes.isKey(key, other, 5)).isFalse();
      }
    }
  }

  private SlotValues read(byte[] value) throws IOException {
    var bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArray(Tags.KEY >>> 3, "key".getBytes(UTF_8));
    out.writeByteArray(Tags.VALUE >>> 3, value);
    out.flush();
    SlotValues values = new SlotValues(strings, 1);
    values.clear(bytes.toByteArray());
    reader.read(bytes.toByteArray(), 0, bytes.size(), values);
    return values;
  }

  private static byte[] value(Random random) {
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    AnyValue.Builder value = AnyValue.newBuilder();
    switch (random.nextInt(6)) {
      case 0 -> value.setIntValue(7);
      case 1 -> value.setBoolValue(true);
      case 2 -> value.setArrayValue(ArrayValue.getDefaultInstance());
      case 3 ->
          value.setArrayValue(
              ArrayValue.newBuilder().addValues(AnyValue.newBuilder().setStringValue("a")));
      case 4 -> {
        return new byte[0];
      }
      default -> value.setStringValue(text);
    }
    return value.build().toByteArray();
  }

  /** Often no UTF-8, which decoding mends. */
  private static byte[] randomText(Random random) {
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    byte[] bytes = (text + TEXTS.get(random.nextInt(TEXTS.size()))).getBytes(UTF_8);
    for (int broken = random.nextInt(4); broken > 0 && bytes.length > 0; broken--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    var out = new ByteArrayOutputStream();
    out.write(Tags.STRING);
    out.write(bytes.length);
    out.writeBytes(bytes);
    return out.toByteArray();
  }
}
