// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecodersTest {

  private final Problems problems = new Problems();

  private enum Color {
    RED,
    DARK_BLUE
  }

  @Test
  void shouldDecodeEachType() throws ProblemsException {
    assertThat(decode("5", Decoders.STRING)).isEqualTo("5");
    assertThat(decode("true", Decoders.BOOLEAN)).isTrue();
    assertThat(decode("16MiB", Decoders.BYTES)).isEqualTo(16L << 20);
    assertThat(decode("1h30m", Decoders.DURATION)).isEqualTo(Duration.ofMinutes(90));
    assertThat(decode("0.1%", Decoders.PERCENTAGE)).isEqualTo(0.001);
    assertThat(decode("7", Decoders.integer(1, 9))).isEqualTo(7);
    assertThat(decode("dark_blue", Decoders.constant(Color.class))).isEqualTo(Color.DARK_BLUE);
    assertThat(decode("[a, b]", Decoders.oneOrMore(Decoders.STRING))).isEqualTo(List.of("a", "b"));
    assertThat(decode("a", Decoders.oneOrMore(Decoders.STRING))).isEqualTo(List.of("a"));
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void shouldSayWhatWasExpected() throws ProblemsException {
    decode("", Decoders.STRING);
    decode("yes", Decoders.BOOLEAN);
    decode("16 megs", Decoders.BYTES);
    decode("5 minutes", Decoders.DURATION);
    decode("-5s", Decoders.DURATION);
    decode("5", Decoders.PERCENTAGE);
    decode("101%", Decoders.PERCENTAGE);
    decode("10", Decoders.integer(1, 9));
    decode("dark_bleu", Decoders.constant(Color.class));
    decode("a", Decoders.list(Decoders.STRING));
    decode("{a: 1}", Decoders.oneOrMore(Decoders.STRING));

    assertThat(problems.list().stream().map(Problem::message))
        .containsExactly(
            "expected a string, found nothing",
            "expected true or false, found \"yes\"",
            "expected a size such as 512KiB, 16MiB or 2GiB, found \"16 megs\"",
            "expected a duration such as 250ms, 30s, 5m or 1h30m, found \"5 minutes\"",
            "expected a duration of 0s or more, found \"-5s\"",
            "expected a percentage from 0% to 100%, such as 5%, found \"5\"",
            "expected a percentage from 0% to 100%, such as 5%, found \"101%\"",
            "expected a whole number from 1 to 9, found \"10\"",
            "expected one of red, dark_blue, found \"dark_bleu\"; did you mean \"dark_blue\"?",
            "expected a list, found \"a\"",
            "expected a string, found a map");
  }

  @Test
  void shouldReportUnknownAndMissingKeysOfAMapTogether() throws ProblemsException {
    YamlNode node = Yaml.read("f", "nmae: x\nzzz: 1\nkeep: 5%\n");
    try (Fields fields = Fields.of(node, "a rule", problems)) {
      assertThat(fields.required("name", Decoders.STRING)).isNull();
      assertThat(fields.optional("keep", Decoders.PERCENTAGE, 1.0)).isEqualTo(0.05);
    }

    assertThat(problems.list().stream().map(Problem::toString))
        .containsExactly(
            "f:1:1: a rule needs the key \"name\"",
            "f:1:1: a rule has no key \"nmae\"; did you mean \"name\"?",
            "f:2:1: a rule has no key \"zzz\"; known: name, keep");
  }

  @Test
  void shouldSayOneThingOfWhatIsNotAMap() throws ProblemsException {
    try (Fields fields = Fields.of(Yaml.read("f", "[1]"), "a rule", problems)) {
      fields.required("name", Decoders.STRING);
    }

    assertThat(problems.list().stream().map(Problem::toString))
        .containsExactly("f:1:1: a rule must be a map, found a list");
  }

  @Test
  void shouldParseAndPrintDurationsAsGoDoes() {
    assertThat(GoDuration.parse("1.5s")).isEqualTo(Duration.ofMillis(1500));
    assertThat(GoDuration.parse("1h2m3s4ms5us6ns")).isEqualTo(Duration.ofNanos(3_723_004_005_006L));
    assertThat(GoDuration.parse("2µs")).isEqualTo(Duration.ofNanos(2_000));
    assertThat(GoDuration.parse("0")).isZero();
    for (String text : List.of("24h", "1m30s", "1s500ms", "0s", "5us")) {
      assertThat(GoDuration.print(GoDuration.parse(text))).isEqualTo(text);
    }
  }

  @Test
  void shouldParseAndPrintSizes() {
    assertThat(ByteSize.parse("1.5KiB")).isEqualTo(1536);
    assertThat(ByteSize.parse("3MB")).isEqualTo(3_000_000);
    assertThat(ByteSize.parse("3 kB")).isEqualTo(3_000);
    assertThat(ByteSize.parse("12")).isEqualTo(12);
    assertThat(ByteSize.print(16L << 20)).isEqualTo("16MiB");
    assertThat(ByteSize.print(1000)).isEqualTo("1000B");
  }

  @Test
  void shouldSuggestOnlyWhatIsNear() {
    List<String> known = List.of("decision_wait", "idle_wait", "memory");

    assertThat(Nearest.of("decison-wait", known)).contains("decision_wait");
    assertThat(Nearest.of("emmory", known)).contains("memory");
    assertThat(Nearest.of("throughput", known)).isEmpty();
  }

  private <T> @Nullable T decode(String text, Decoder<T> decoder) throws ProblemsException {
    // every text on a line of its own, so that problems keep the order of the calls
    return decoder.decode(Yaml.read("f" + (char) ('a' + calls++), text), problems);
  }

  private int calls;
}
