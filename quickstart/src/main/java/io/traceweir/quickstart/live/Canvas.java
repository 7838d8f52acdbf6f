// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.Signals;

/**
 * A whole screen to draw on, in place of what the terminal showed, until it is closed. Only what
 * has changed is written. Keys are not echoed and Ctrl-Z does not stop the process meanwhile,
 * because both would leave their marks; Ctrl-C does what it always does.
 */
final class Canvas implements Closeable {
  private static final Size USUAL = Size.of(80, 24);

  private final Terminal terminal;
  private final Attributes found;
  private final Object resizing;
  private final Display display;
  private volatile boolean resized = true;
  private Size size = USUAL;

  private Canvas(Terminal terminal) {
    this.terminal = terminal;
    this.found = terminal.getAttributes();
    this.display = new Display(terminal, true);
    this.resizing = Signals.register("WINCH", () -> resized = true);
  }

  static Canvas open(Terminal terminal) {
    Canvas canvas = new Canvas(terminal);
    Attributes quiet = new Attributes(canvas.found);
    quiet.setLocalFlag(LocalFlag.ECHO, false);
    quiet.setControlChar(ControlChar.VSUSP, 0);
    terminal.setAttributes(quiet);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    terminal.puts(Capability.clear_screen);
    terminal.flush();
    return canvas;
  }

  Size size() {
    if (resized) {
      resized = false;
      size = sizeOf(terminal);
      display.resize(size);
      display.clear();
    }
    return size;
  }

  /** Terminals that do not know are taken for usual ones. */
  static Size sizeOf(Terminal terminal) {
    Size told = terminal.getSize();
    return Size.of(
        told.getColumns() > 0 ? told.getColumns() : USUAL.getColumns(),
        told.getRows() > 0 ? told.getRows() : USUAL.getRows());
  }

  /** Lines for the size that was asked for last. */
  void draw(List<AttributedString> lines) {
    List<AttributedString> all = new ArrayList<>(lines);
    while (all.size() < size.getRows()) {
      all.add(AttributedString.EMPTY);
    }
    display.update(all, 0);
  }

  /** The screen as it was found, with the cursor back; the terminal stays open. */
  @Override
  public void close() throws IOException {
    Signals.unregister("WINCH", resizing);
    terminal.puts(Capability.exit_attribute_mode);
    terminal.puts(Capability.clear_screen);
    terminal.puts(Capability.exit_ca_mode);
    terminal.puts(Capability.cursor_normal);
    terminal.flush();
    terminal.setAttributes(found);
  }
}
