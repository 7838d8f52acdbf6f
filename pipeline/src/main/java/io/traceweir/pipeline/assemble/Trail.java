// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.traceweir.pipeline.recall.Address;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * How a dropped trace can be brought back: where its bytes lie, and what has come of it so far.
 * Remembered only while a rule has {@code late_upgrade}.
 *
 * @param decidedMillis the clock when it was decided
 * @param ask what is to be read back; null when nothing is
 * @param lost it was tried and can never be
 */
record Trail(long decidedMillis, Address address, @Nullable Ask ask, boolean lost) {
  private static final int ASKED = 1;
  private static final int FRESH = 2;
  private static final int LOST = 4;
  private static final int LATE_SHIFT = 3;

  /**
   * A trace is to be read back.
   *
   * @param rule that it is charged to
   * @param fresh asked in this tick, not carried over from an earlier one
   */
  record Ask(Late late, String rule, boolean fresh) {}

  /** What the entries of a block are written against. */
  record Base(long clock, long[] positions) {}

  /** Names of rules by their number in a block, and the other way round. */
  interface Numbering {
    int number(String rule);
  }

  static Trail dropped(long decidedMillis, Address address) {
    return new Trail(decidedMillis, address, null, false);
  }

  Trail at(Address longer) {
    return new Trail(decidedMillis, longer, ask, lost);
  }

  /** As a later block has it. */
  Trail carried() {
    return ask == null ? this : asked(new Ask(ask.late, ask.rule, false));
  }

  Trail asked(Ask now) {
    return new Trail(decidedMillis, address, now, false);
  }

  Trail unasked() {
    return new Trail(decidedMillis, address, null, false);
  }

  Trail forLost() {
    return new Trail(decidedMillis, address, null, true);
  }

  /** It takes no more when it is encoded. */
  int mostBytes() {
    int ranges = 0;
    for (int topic = 0; topic < address.topics(); topic++) {
      ranges += address.ranges(topic);
    }
    return 8 + address.topics() + ranges * 12;
  }

  /** Without names: rules are numbers of the block that this is for. */
  byte[] encode(Base base, Numbering rules) {
    var bytes = new ByteArrayOutputStream(16);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, 64);
    try {
      int flags = lost ? LOST : 0;
      if (ask != null) {
        flags |= ASKED | (ask.fresh ? FRESH : 0) | ask.late.code() << LATE_SHIFT;
      }
      out.writeRawByte((byte) flags);
      if (ask != null) {
        out.writeUInt32NoTag(rules.number(ask.rule));
      }
      out.writeSInt64NoTag(base.clock - decidedMillis);
      address.write(out, base.positions);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static boolean isAsked(byte firstByte) {
    return (firstByte & ASKED) != 0;
  }

  /**
   * Reads what was encoded.
   *
   * @throws IOException when it is damaged
   */
  static Trail decode(byte[] bytes, int offset, int length, Base base, String[] rules)
      throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes, offset, length);
    in.pushLimit(length);
    int flags = in.readRawByte();
    Ask ask = null;
    if ((flags & ASKED) != 0) {
      Late late = Late.of(flags >>> LATE_SHIFT);
      int rule = in.readUInt32();
      if (late == null || rule < 0 || rule >= rules.length) {
        throw new IOException("an upgrade that nobody asked for");
      }
      ask = new Ask(late, rules[rule], (flags & FRESH) != 0);
    }
    long decidedMillis = base.clock - in.readSInt64();
    Address address = Address.read(in, base.positions);
    return new Trail(decidedMillis, address, ask, (flags & LOST) != 0);
  }
}
