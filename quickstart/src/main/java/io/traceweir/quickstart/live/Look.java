// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import java.util.regex.Pattern;
import org.jline.utils.AttributedStyle;

/**
 * What the terminal can show.
 *
 * @param width in columns
 * @param colours whether text may have colours and other styles
 * @param unicode whether it knows characters beyond ASCII
 */
record Look(int width, boolean colours, boolean unicode) {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final Pattern BEYOND_ASCII = Pattern.compile("[^ -~]");
  private static final String ASCII_BARS = "_.-:=+*#";

  AttributedStyle plain() {
    return AttributedStyle.DEFAULT;
  }

  AttributedStyle title() {
    return colours ? AttributedStyle.BOLD : plain();
  }

  AttributedStyle faint() {
    return colours ? AttributedStyle.DEFAULT.faint() : plain();
  }

  AttributedStyle bad() {
    return colour(AttributedStyle.RED);
  }

  AttributedStyle warning() {
    return colour(AttributedStyle.YELLOW);
  }

  AttributedStyle good() {
    return colour(AttributedStyle.GREEN);
  }

  AttributedStyle notice() {
    return colour(AttributedStyle.CYAN);
  }

  private AttributedStyle colour(int colour) {
    return colours ? AttributedStyle.DEFAULT.foreground(colour) : plain();
  }

  /** A text with a question mark for what the terminal does not know. */
  String known(String text) {
    return unicode ? text : BEYOND_ASCII.matcher(text).replaceAll("?");
  }

  String ellipsis() {
    return unicode ? "…" : "~";
  }

  String arrow() {
    return unicode ? " → " : " > ";
  }

  /** Of the share that is given; any share above none shows. */
  String filled(double share, int width) {
    if (!(share > 0)) {
      return "";
    }
    int cells = Math.max(1, (int) Math.round(Math.min(1, share) * width));
    return (unicode ? "█" : "#").repeat(cells);
  }

  String empty(int cells) {
    return (unicode ? "░" : ".").repeat(cells);
  }

  /** One character for a share between 0 and 1; a blank for none at all (NaN). */
  char bar(double share) {
    if (Double.isNaN(share)) {
      return ' ';
    }
    String bars = unicode ? BARS : ASCII_BARS;
    return bars.charAt((int) Math.ceil(Math.min(1, Math.max(0, share)) * (bars.length() - 1)));
  }
}
