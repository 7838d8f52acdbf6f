// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.outcome.Durations;
import io.traceweir.app.outcome.Load;
import io.traceweir.app.outcome.Loads.Arrow;
import io.traceweir.quickstart.live.Picture.EdgeRow;
import io.traceweir.quickstart.live.Picture.Event;
import io.traceweir.quickstart.live.Picture.Flow;
import io.traceweir.quickstart.live.Picture.Head;
import io.traceweir.quickstart.live.Picture.RuleRow;
import io.traceweir.quickstart.live.Picture.ServiceRow;
import io.traceweir.quickstart.live.Story.Mood;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RendererTest {
  private static final char ESCAPE = '\u001b';
  private static final String PAGE = "http://127.0.0.1:8081/";
  private static final Addresses BOTH = new Addresses("http://localhost:4318", PAGE, false);

  /** Wide, combining, joined, turned round, steering: names are whatever somebody sent. */
  private static final List<String> NAMES =
      List.of(
          "checkout",
          "支払いサービスの名前はとても長い",
          "e\u0301\u0302\u0303\u0304cole",
          "👩‍👩‍👧‍👦 family",
          "\u202eright to left",
          "\u001b[31mred\u0007\r\n\t",
          "a".repeat(300),
          "");

  @ParameterizedTest
  @CsvSource({"60, 20", "80, 24", "140, 45", "200, 60"})
  void shouldShowEverySectionWhereThereIsRoomForThem(int width, int height) {
    List<String> lines = lines(picture(5, NAMES.get(0)), width, height);
    assertFits(lines, width, height);
    assertThat(lines.subList(0, 3)).noneMatch(line -> line.contains("…"));
    assertThat(lines)
        .anyMatch(line -> line.contains("  0:12 of 0:30   kept 54 of 540 (10.0%)   72 waiting"))
        .anyMatch(line -> line.startsWith("Rules"))
        .anyMatch(line -> line.startsWith("Services"))
        .anyMatch(line -> line.startsWith("Slowest edges"))
        .anyMatch(line -> line.startsWith("Last kept traces"))
        .anyMatch(line -> line.startsWith("Events"))
        .anyMatch(line -> line.contains("incident 0"));
  }

  @Test
  void shouldUseTheRoomForStories() {
    List<String> small = lines(picture(30, "checkout"), 60, 20);
    List<String> large = lines(picture(30, "checkout"), 200, 60);
    assertThat(small.stream().filter(line -> line.contains("GET /"))).hasSizeBetween(3, 8);
    assertThat(large.stream().filter(line -> line.contains("GET /"))).hasSizeBetween(16, 30);
    assertThat(large)
        .anyMatch(
            line ->
                line.contains(
                    "GET /0 2.31 s, 18 spans in 6 services: checkout Charge failed (declined)"));
  }

  @Test
  void shouldLeaveOutTheSizeBeforeItCutsTheStory() {
    assertThat(lines(picture(1, "checkout"), 60, 20))
        .contains("  GET /0 2.31 s: checkout Charge failed (declined)");
  }

  @Test
  void shouldPutStoriesBeforeTracesKeptByChance() {
    Story dull = new Story("rest", "GET /dull", 5, "4 spans", "", Mood.FINE);
    Story failed = new Story("errors", "GET /bad", 5, "4 spans", "it failed", Mood.FAILED);
    Picture picture = picture(0, "a");
    Picture told =
        new Picture(
            picture.head(),
            picture.addresses(),
            picture.rules(),
            picture.services(),
            picture.edges(),
            List.of(dull, failed, dull),
            List.of());
    List<String> stories = lines(told, 100, 50).stream().filter(l -> l.contains("GET /")).toList();
    assertThat(stories).hasSize(3);
    assertThat(stories.get(0)).contains("GET /bad");
  }

  @Test
  void shouldSortServicesAndEdgesByWhatIsWorst() {
    List<String> lines = lines(picture(6, "checkout"), 100, 40);
    int services = index(lines, "Services");
    assertThat(lines.get(services + 1)).startsWith("  checkout5 ");
    assertThat(lines.get(services + 6)).startsWith("  checkout0 ");
    int edges = index(lines, "Slowest edges");
    assertThat(lines.get(edges + 1))
        .containsPattern("checkout0 → checkout1 .*checkout5 → checkout6");
  }

  @Test
  void shouldWriteNothingButTextWithoutColours() {
    for (String name : NAMES) {
      for (AttributedString line : draw(picture(8, name), new Look(80, false, true), 40)) {
        assertThat(line.toAnsi()).isEqualTo(line.toString()).doesNotContain("" + ESCAPE);
      }
    }
    assertThat(draw(picture(8, "a"), new Look(80, true, true), 40))
        .anyMatch(line -> line.toAnsi().indexOf(ESCAPE) >= 0);
  }

  @Test
  void shouldDrawInAsciiWhereThatIsAllThereIs() {
    for (String name : NAMES) {
      for (AttributedString line : draw(picture(8, name), new Look(80, false, false), 40)) {
        assertThat(line.toString()).matches("[ -~]{0,80}");
      }
    }
  }

  @Test
  void shouldNeverOutgrowTheScreen() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      int width = 1 + random.nextInt(220);
      int height = 1 + random.nextInt(70);
      String name = NAMES.get(random.nextInt(NAMES.size()));
      Picture picture = picture(random.nextInt(12), name);
      assertFits(lines(picture, width, height), width, height);
    }
  }

  @Test
  void shouldDrawWhenNothingHasHappenedYet() {
    Picture empty = empty(Addresses.NONE);
    assertThat(lines(empty, 80, 24))
        .anyMatch(line -> line.contains("no metrics yet"))
        .anyMatch(line -> line.contains("none yet"));
  }

  @Test
  void shouldPreferRulesThatDecidedSomethingAndCountTheOthers() {
    List<RuleRow> rules =
        each(8, i -> new RuleRow("rule" + i, "", "", i % 3 == 2 || i == 7 ? 5 : 0, 0));
    Picture some = picture(5, "a");
    Picture picture =
        new Picture(
            some.head(),
            some.addresses(),
            rules,
            some.services(),
            some.edges(),
            some.stories(),
            some.events());
    List<String> small = lines(picture, 80, 24);
    int at = index(small, "Rules");
    assertThat(small.get(at + 1)).startsWith("  rule2 ");
    assertThat(small.get(at + 2)).startsWith("  rule5 ");
    assertThat(small.get(at + 3)).startsWith("  rule7 ");
    assertThat(small.get(at + 4)).isEqualTo("  and 5 more rules");
    assertThat(lines(picture, 100, 60))
        .anyMatch(line -> line.startsWith("  rule6 "))
        .noneMatch(line -> line.contains("more rules"));
  }

  @Test
  void shouldSayWhereItIsReachedFirstWhereSpansAreTaken() {
    assertThat(lines(empty(BOTH), 60, 20)).contains("  OTLP http://localhost:4318   page " + PAGE);
    assertThat(lines(empty(BOTH), 50, 20)).contains("  OTLP http://localhost:4318");
    assertThat(lines(empty(new Addresses("", PAGE, false)), 60, 20)).contains("  page " + PAGE);
    assertThat(lines(empty(Addresses.NONE), 60, 20))
        .noneMatch(line -> line.contains("OTLP") || line.contains("page"));
  }

  @Test
  void shouldSayHowToSendTracesUntilThereAreSome() {
    Addresses own = new Addresses(BOTH.otlp(), "", true);
    assertThat(lines(empty(own), 60, 20))
        .containsSequence(
            "No traces yet: point an OpenTelemetry SDK here",
            "  OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318",
            "  OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
    assertThat(lines(empty(BOTH), 60, 20)).noneMatch(line -> line.contains("OTEL_"));
    Picture come = picture(1, "a");
    Picture some =
        new Picture(
            come.head(),
            own,
            come.rules(),
            come.services(),
            come.edges(),
            come.stories(),
            come.events());
    assertThat(lines(some, 60, 20)).noneMatch(line -> line.contains("OTEL_"));
  }

  private static Picture empty(Addresses addresses) {
    Head head =
        new Head(Duration.ZERO, Duration.ZERO, Double.NaN, false, Flow.NONE, Flow.NONE, 0, 0);
    return new Picture(head, addresses, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private static void assertFits(List<String> lines, int width, int height) {
    assertThat(lines).hasSizeLessThanOrEqualTo(height);
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(new AttributedString(line).columnLength()).isLessThanOrEqualTo(width);
              assertThat(line.codePoints()).noneMatch(Character::isISOControl);
              assertThat(line).doesNotContain("\u202e");
            });
  }

  private static int index(List<String> lines, String start) {
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> lines(Picture picture, int width, int height) {
    return draw(picture, new Look(width, true, true), height).stream()
        .map(AttributedString::toString)
        .toList();
  }

  private static List<AttributedString> draw(Picture picture, Look look, int height) {
    return Renderer.draw(picture, look, height);
  }

  private static Picture picture(int size, String name) {
    Head head =
        new Head(
            Duration.ofSeconds(12),
            Duration.ofSeconds(30),
            Double.NaN,
            false,
            new Flow(612, 50.1, 3_012, 249.6),
            new Flow(540, 49.2, 2_700, 241.2),
            54,
            72);
    return new Picture(
        head,
        BOTH,
        each(
            4,
            i ->
                new RuleRow(name + i, name + " == " + i, i % 2 == 0 ? "" : "10% of it", i, 3L * i)),
        each(size, i -> new ServiceRow(name + i, load(i), List.of(load(0), load(i), Load.NONE))),
        each(size, i -> new EdgeRow(new Arrow(name + i, name + (i + 1), "database"), load(i))),
        each(size, i -> story(name, i)),
        each(Math.min(3, size), i -> new Event(Duration.ofSeconds(i), "incident " + i + name)));
  }

  private static Story story(String name, int i) {
    String plot = name + " Charge failed (declined)";
    return new Story(name, "GET /" + i, 2_310, "18 spans in 6 services", plot, Mood.FAILED);
  }

  private static Load load(long failed) {
    Durations durations = new Durations(List.of(10.0, 100.0), List.of(5L, 5L + failed, 1L));
    return new Load(20, failed, durations, Durations.NONE);
  }

  private static <T> List<T> each(int size, java.util.function.IntFunction<T> make) {
    return IntStream.range(0, size).mapToObj(make).toList();
  }
}
