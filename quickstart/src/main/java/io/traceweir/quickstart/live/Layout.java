// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.quickstart.live;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** Shares the rows of a screen out among sections. */
final class Layout {
  /** With fewer rows than this, none is left blank. */
  private static final int AIRY = 30;

  /** A section and how many of its rows are shown; none when it is left out. */
  private static final class Slot {
    final Section section;
    int rows;

    Slot(Section section) {
      this.section = section;
    }

    boolean isShown() {
      return rows > 0;
    }

    boolean canGrow() {
      return isShown() && rows < section.rows().size();
    }
  }

  private final List<Slot> slots;
  private final boolean airy;
  private int room;

  /**
   * @param sections from top to bottom; empty ones are left out
   * @param height rows there are
   */
  Layout(List<Section> sections, int height) {
    this.slots = sections.stream().filter(section -> !section.isEmpty()).map(Slot::new).toList();
    this.airy = height >= AIRY;
    this.room = height;
  }

  /**
   * First each section gets what it needs or is left out; then each gets one row more in turn, for
   * as long as there are any.
   *
   * @param importance the sections in the order in which they get rows
   */
  List<AttributedString> lines(List<Section> importance) {
    List<Slot> order =
        importance.stream()
            .flatMap(section -> slots.stream().filter(slot -> slot.section.equals(section)))
            .toList();
    order.forEach(this::admit);
    while (room > 0 && order.stream().anyMatch(Slot::canGrow)) {
      order.forEach(this::grow);
    }
    return draw();
  }

  private void admit(Slot slot) {
    int rows = slot.section.leastRows();
    int cost = rows + (airy ? 2 : 1);
    if (cost <= room) {
      slot.rows = rows;
      room -= cost;
    }
  }

  private void grow(Slot slot) {
    if (room > 0 && slot.canGrow()) {
      slot.rows++;
      room--;
    }
  }

  private List<AttributedString> draw() {
    List<AttributedString> lines = new ArrayList<>();
    for (Slot slot : slots) {
      if (slot.isShown()) {
        if (airy) {
          lines.add(AttributedString.EMPTY);
        }
        lines.add(slot.section.title());
        lines.addAll(slot.section.rows(slot.rows));
      }
    }
    return lines;
  }
}
