// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.app.outcome.Decisions;
import io.traceweir.app.outcome.Sent;
import io.traceweir.app.outcome.Series;
import io.traceweir.otlp.Signal;
import io.traceweir.trace.TraceId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final long SECOND = 1_000_000_000;
  private static final String ENTER = "\u001b[?1049h";
  private static final String LEAVE = "\u001b[?1049l";
  private static final String HIDE = "\u001b[?25l";
  private static final String SHOW = "\u001b[?25h";

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final List<String> printed = new ArrayList<>();
  private final List<Attributes> settings = new ArrayList<>();
  private final Sent sent = new Sent();
  private final Decisions decisions = new Decisions(List.of("errors", "rest"));
  private final Terminal terminal = terminal();
  private final Screen screen = new Screen(terminal, true, printed::add, () -> 3 * SECOND);

  @Test
  void shouldLeaveTheTerminalAsItWasWithTheLastPictureOnIt() {
    Attributes found = new Attributes(terminal.getAttributes());
    screen.announce("starting");
    begin();
    assertThat(terminal.getAttributes().getLocalFlag(LocalFlag.ECHO)).isFalse();
    assertThat(terminal.getAttributes().getLocalFlag(LocalFlag.ISIG)).isTrue();
    look(1);
    screen.announce("payment is down");
    screen.happened(Duration.ofSeconds(1), "payment is up");
    look(2);
    screen.close();
    screen.announce("bye");
    String all = text();
    assertThat(all).contains(ENTER, HIDE);
    String after = all.substring(all.lastIndexOf(LEAVE));
    assertThat(after)
        .contains(
            SHOW, "Last kept traces", "0:02 of 0:30", "payment is down", "0:01", "payment is up")
        .doesNotContain("1 s: ");
    assertThat(all.lastIndexOf(HIDE)).isLessThan(all.lastIndexOf(SHOW));
    assertThat(settings).last().hasToString(found.toString());
    assertThat(printed).containsExactly("starting", "bye");
  }

  @Test
  void shouldDrawAtMostFourTimesASecondAndOnlyWhatHasChanged() {
    begin();
    look(1);
    int first = written.size();
    screen.look(standing(), SECOND + SECOND / 5);
    assertThat(written.size()).isEqualTo(first);
    sent.add(Signal.SPANS, 5, Set.of(new TraceId(0, 1)));
    look(2);
    String second = text().substring(text().length() - (written.size() - first));
    assertThat(second).doesNotContain("Services", "Last kept traces").hasSizeLessThan(200);
    assertThat(first).isGreaterThan(400);
    screen.close();
  }

  /** Ctrl-C: the process is told to end on one thread, while another one goes on for a while. */
  @Test
  void shouldWriteNothingMoreOnceItIsClosed() throws Exception {
    begin();
    look(1);
    Thread ending = new Thread(screen::close);
    ending.start();
    ending.join();
    int size = written.size();
    look(2);
    screen.begin(plan(), 0);
    screen.close();
    assertThat(written.size()).isEqualTo(size);
  }

  @Test
  void shouldNotTouchATerminalThatWasNeverDrawnOn() {
    screen.announce("starting");
    screen.close();
    assertThat(text()).isEmpty();
  }

  @Test
  void shouldHoldBackWhatIsWrittenToStandardErrorMeanwhile() {
    PrintStream original = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, UTF_8));
    try {
      begin();
      System.err.println("WARN something");
      assertThat(errors.size()).isZero();
      look(1);
      screen.close();
      System.err.println("later");
    } finally {
      System.setErr(original);
    }
    assertThat(errors.toString(UTF_8)).isEqualToNormalizingNewlines("WARN something\nlater\n");
    assertThat(text()).contains("WARN something");
  }

  @Test
  void shouldDrawForTheNewSizeOfTheTerminal() {
    assertThat(Canvas.sizeOf(terminal)).isEqualTo(Size.of(60, 20));
    terminal.setSize(Size.of(0, 0));
    assertThat(Canvas.sizeOf(terminal)).isEqualTo(Size.of(80, 24));
  }

  @Test
  void shouldKnowTerminalsThatCannotBeDrawnOn() throws Exception {
    Terminal dumb =
        new DumbTerminal(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream());
    assertThat(Screens.isDrawable(dumb)).isFalse();
    assertThat(Screens.isDrawable(terminal)).isTrue();
  }

  private void begin() {
    screen.begin(plan(), 0);
  }

  private static Plan plan() {
    return new Plan(List.of(), Duration.ofSeconds(30), 0);
  }

  private void look(int second) {
    screen.look(standing(), second * SECOND);
  }

  private Standing standing() {
    return new Standing(sent, false, decisions, new Series(), new Series());
  }

  private String text() {
    return written.toString(UTF_8);
  }

  private Terminal terminal() {
    try {
      Terminal created =
          new ExternalTerminal(
              "test", "xterm", new ByteArrayInputStream(new byte[0]), written, UTF_8) {
            @Override
            public void setAttributes(Attributes chosen) {
              settings.add(new Attributes(chosen));
              super.setAttributes(chosen);
            }
          };
      created.setSize(Size.of(60, 20));
      return created;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
