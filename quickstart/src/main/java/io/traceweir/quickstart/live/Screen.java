// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import io.traceweir.app.outcome.Decision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/**
 * A picture in a terminal, drawn again as things change. Before the traffic begins, messages are
 * printed as they come. In the end the last picture is left among what was printed.
 */
final class Screen implements LiveView {
  private static final long FRAME_NANOS = Duration.ofMillis(250).toNanos();

  private final Terminal terminal;
  private final boolean colours;
  private final Consumer<String> out;
  private final LongSupplier nanos;
  private final Events events = new Events();
  private @Nullable Show show;
  private boolean closed;

  /**
   * @param out where messages are printed while there is no picture
   * @param nanos the clock that {@link #look} is called with
   */
  Screen(Terminal terminal, boolean colours, Consumer<String> out, LongSupplier nanos) {
    this.terminal = terminal;
    this.colours = colours;
    this.out = out;
    this.nanos = nanos;
  }

  /** What there is once the traffic has begun. */
  private final class Show {
    final LiveModel model;
    final Canvas canvas;
    final ErrorLines errors;
    final long startNanos;
    long drawnNanos;
    List<AttributedString> last = List.of();

    Show(Plan plan, long nowNanos) {
      model = new LiveModel(plan, events, nowNanos);
      startNanos = nowNanos;
      drawnNanos = nowNanos - FRAME_NANOS;
      canvas = Canvas.open(terminal);
      errors = ErrorLines.hold(line -> event(line));
    }

    void look(Standing standing, long nowNanos) {
      model.look(standing, nowNanos);
      if (nowNanos - drawnNanos >= FRAME_NANOS) {
        drawnNanos = nowNanos;
        Size size = canvas.size();
        Look look = new Look(size.getColumns(), colours, Screens.isUnicode(terminal));
        last = Renderer.draw(model.picture(standing, nowNanos), look, size.getRows());
        canvas.draw(last);
      }
    }

    void event(String message) {
      events.add(Duration.ofNanos(nanos.getAsLong() - startNanos), message);
    }

    void end() throws IOException {
      canvas.close();
      last.forEach(line -> terminal.writer().println(line.toAnsi(terminal)));
      terminal.flush();
      errors.release();
    }
  }

  @Override
  public synchronized void announce(String message) {
    if (show == null || closed) {
      out.accept(message);
    } else {
      show.event(message);
    }
  }

  /** An event shows its time anyway; a line below the last picture says nothing of its own. */
  @Override
  public synchronized void happened(Duration at, String sentence) {
    if (show == null || closed) {
      out.accept(at.toSeconds() + " s: " + sentence);
    } else {
      events.add(at, sentence);
    }
  }

  @Override
  public synchronized void begin(Plan plan, long nowNanos) {
    if (!closed) {
      show = new Show(plan, nowNanos);
    }
  }

  @Override
  public synchronized void decided(Decision decision) {
    if (show != null) {
      show.model.decided(decision);
    }
  }

  @Override
  public boolean readsTraces() {
    return true;
  }

  @Override
  public synchronized void keptSpans(String trace, byte[] request) {
    if (show != null) {
      show.model.traces().spans(trace, request);
    }
  }

  @Override
  public synchronized void keptLogs(String trace, byte[] request) {
    if (show != null) {
      show.model.traces().logs(trace, request);
    }
  }

  @Override
  public synchronized void look(Standing standing, long nowNanos) {
    if (show != null && !closed) {
      show.look(standing, nowNanos);
    }
  }

  /** Also called when the process is told to end, whatever else is going on then. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (show != null) {
        show.end();
      }
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be left", e);
    }
  }
}
