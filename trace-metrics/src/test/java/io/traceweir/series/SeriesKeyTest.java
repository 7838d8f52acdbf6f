// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesKeyTest {
  @Test
  void shouldSayWhatItIsAboutWhenReadBack() {
    SeriesKey key =
        SeriesKey.of(
            SeriesFamily.SPAN_METRICS,
            new TreeMap<>(Map.of("service.name", "shop")),
            new TreeMap<>(
                Map.of("span.name", "GET /ü", "code", 500L, "share", 0.25, "cached", true)));

    SeriesKey again = SeriesKey.of(key.bytes().clone());

    assertThat(again).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(again.family()).isEqualTo(SeriesFamily.SPAN_METRICS);
    assertThat(again.resourceAttributes()).containsExactly(Map.entry("service.name", "shop"));
    assertThat(again.attributes())
        .containsExactly(
            Map.entry("cached", true),
            Map.entry("code", 500L),
            Map.entry("share", 0.25),
            Map.entry("span.name", "GET /ü"));
  }

  @Test
  void shouldVerifyExactlyWhatCanBeDecoded() throws IOException {
    byte[] whole =
        SeriesKey.of(
                SeriesFamily.SPAN_METRICS,
                new TreeMap<>(Map.of("service.name", "shop", "raw", new byte[] {1, 2})),
                new TreeMap<>(Map.of("code", -500L, "share", 0.25, "cached", true)))
            .bytes();
    SeriesKeyCodec.verify(whole);
    for (int length = 2; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> SeriesKeyCodec.verify(cut)).isInstanceOf(IOException.class);
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> SeriesKeyCodec.verify(longer)).isInstanceOf(IOException.class);
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      byte[] garbled = whole.clone();
      garbled[2 + random.nextInt(garbled.length - 2)] = (byte) random.nextInt();
      if (isVerified(garbled)) {
        SeriesKeyCodec.decode(garbled);
      }
    }
  }

  private static boolean isVerified(byte[] bytes) {
    try {
      SeriesKeyCodec.verify(bytes);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void shouldKeepTextAndNumberApart() {
    assertThat(edge(Map.of("client", "7"))).isNotEqualTo(edge(Map.of("client", 7L)));
    assertThat(edge(Map.of("client", 1L))).isNotEqualTo(edge(Map.of("client", 1.0)));
  }

  @Test
  void shouldKeepBytes() {
    SeriesKey key = edge(Map.of("raw", new byte[] {0, -1}));
    assertThat(key.attributes().get("raw")).isEqualTo(new byte[] {0, -1});
  }

  @Test
  void shouldStayWithItsOwnerForEver() {
    // The partition of a series is where its state lies: these numbers must never change.
    SeriesKey key = edge(Map.of("client", "web", "server", "api"));
    assertThat(key.partition(64)).isEqualTo(PARTITION_OF_64);
    assertThat(key.partition(1)).isZero();
  }

  private static final int PARTITION_OF_64 = 58;

  @Test
  void shouldSpreadOverPartitions() {
    boolean[] isTaken = new boolean[8];
    for (int i = 0; i < 200; i++) {
      isTaken[edge(Map.of("client", "service-" + i)).partition(8)] = true;
    }
    assertThat(isTaken).containsOnly(true);
  }

  @Test
  void shouldCutTextThatIsTooLongForAKey() {
    SeriesKey key = edge(Map.of("client", "x".repeat(1_000_000)));
    assertThat(key.bytes()).hasSizeLessThan(3_000);
    assertThat(edge(Map.of("client", "x".repeat(1_000_001)))).isEqualTo(key);
  }

  @Test
  void shouldNotCutACharacterInHalf() {
    String name = "x".repeat(SeriesKeyCodec.MAX_TEXT - 1) + "😀😀";
    assertThat(edge(Map.of("client", name)).attributes().get("client"))
        .isEqualTo("x".repeat(SeriesKeyCodec.MAX_TEXT - 1));
  }

  @Test
  void shouldRefuseBytesOfAnotherVersion() {
    assertThatThrownBy(() -> SeriesKey.of(new byte[] {9, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("series key of version 9, not 1");
    assertThatThrownBy(() -> SeriesKey.of(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseBytesCutShort() {
    byte[] bytes = edge(Map.of("client", "web")).bytes();
    SeriesKey cut = SeriesKey.of(Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(cut::attributes).isInstanceOf(IllegalArgumentException.class);
  }

  private static SeriesKey edge(Map<String, Object> attributes) {
    return SeriesKey.of(SeriesFamily.SERVICE_GRAPH, new TreeMap<>(), new TreeMap<>(attributes));
  }
}
