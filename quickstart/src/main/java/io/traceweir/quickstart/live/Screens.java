// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.ShutdownHooks;
import org.jspecify.annotations.Nullable;

/** Finds out whether there is a terminal that a picture can be drawn on. */
final class Screens {
  private Screens() {}

  /** Empty when the terminal can do nothing but print lines. */
  static Optional<Screen> open(boolean colours, Consumer<String> out) {
    AtomicReference<@Nullable Screen> opened = new AtomicReference<>();
    // Before the terminal adds its own: it is closed after the screen was left, not before.
    ShutdownHooks.add(
        () -> {
          Screen screen = opened.get();
          if (screen != null) {
            screen.close();
          }
        });
    try {
      Terminal terminal = terminal();
      if (!isDrawable(terminal)) {
        terminal.close();
        return Optional.empty();
      }
      Screen screen = new Screen(terminal, colours, out, System::nanoTime);
      opened.set(screen);
      return Optional.of(screen);
    } catch (IOException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** Through stty, which is everywhere, and warns of nothing on any Java. Signals stay Java's. */
  private static Terminal terminal() throws IOException {
    return TerminalBuilder.builder()
        .system(true)
        .encoding(encoding())
        .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
        .dumb(true)
        .nativeSignals(false)
        .graphemeCluster(false)
        .build();
  }

  static boolean isDrawable(Terminal terminal) {
    return terminal.getStringCapability(Capability.cursor_address) != null
        && terminal.getStringCapability(Capability.clear_screen) != null;
  }

  /** Of the locale, as text is printed otherwise. */
  private static Charset encoding() {
    String name = System.getProperty("native.encoding", UTF_8.name());
    return Charset.isSupported(name) ? Charset.forName(name) : UTF_8;
  }

  static boolean isUnicode(Terminal terminal) {
    Charset charset = terminal.outputEncoding();
    return charset.canEncode() && charset.newEncoder().canEncode('█');
  }
}
