// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.assemble;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.common.Uuid;

/**
 * A {@link MemoryBlock} as a stored value.
 *
 * <p>Version byte, then varints and little-endian 64-bit numbers: positions, clock, whether silence
 * moved it, where a replay starts (positions, clock snapshot), which log it is (partitions, names,
 * ids, partials partitions), the waits and marks, names of rules, entries (id, outcome, rule,
 * threshold, for a trace that a limit decided the spans left out, fingerprints), and, while a rule
 * has {@code late_upgrade}, a section of {@link Trail}s, one for each entry. Version 1 says less:
 * neither ids nor waits nor marks, and its snapshots of the clock do not know the wall clock.
 */
final class BlockFormat {
  private static final byte VERSION = 2;
  private static final byte WITHOUT_MARKS = 1;

  /** Number of the section that tells how dropped traces can be brought back. */
  private static final int TRAILS = 1;

  /**
   * Of an entry's outcome; without {@code LIMITED} it is what was written before there were any.
   */
  private static final int KEPT = 1;

  private static final int LIMITED = 2;

  private BlockFormat() {}

  static byte[] encode(MemoryBlock block) {
    var bytes = new ByteArrayOutputStream(64 + block.size() * 40);
    try {
      bytes.write(VERSION);
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      longs(out, block.positions);
      out.writeFixed64NoTag(block.clock);
      out.writeBoolNoTag(block.silent);
      longs(out, block.replayFrom.positions());
      longs(out, block.replayFrom.clock());
      log(out, block.log);
      out.writeFixed64NoTag(block.marks.wallMillis());
      out.writeFixed64NoTag(block.marks.lostUntilMillis());
      out.writeUInt32NoTag(block.ruleNames.length);
      for (String name : block.ruleNames) {
        out.writeStringNoTag(name);
      }
      out.writeUInt32NoTag(block.size());
      for (int i = 0; i < block.size(); i++) {
        entry(out, block, i);
      }
      if (block.hasTrails()) {
        trails(out, block);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void log(CodedOutputStream out, LogIdentity log) throws IOException {
    out.writeUInt32NoTag(log.partitions());
    out.writeFixed32NoTag(log.topics());
    out.writeUInt32NoTag(log.topicIds().size());
    for (Uuid id : log.topicIds()) {
      out.writeFixed64NoTag(id.getMostSignificantBits());
      out.writeFixed64NoTag(id.getLeastSignificantBits());
    }
    out.writeUInt32NoTag(log.partialsPartitions());
    Waits waits = log.waits();
    out.writeUInt64NoTag(waits.remember());
    out.writeUInt64NoTag(waits.rememberDuplicates());
    out.writeUInt64NoTag(waits.longest());
    out.writeUInt64NoTag(waits.maxSkew());
    out.writeUInt64NoTag(waits.tick());
  }

  private static void entry(CodedOutputStream out, MemoryBlock block, int i) throws IOException {
    out.writeFixed64NoTag(block.ids[2 * i]);
    out.writeFixed64NoTag(block.ids[2 * i + 1]);
    long cutSpans = block.cutSpans(i);
    boolean limited = cutSpans != Outcome.NOT_LIMITED;
    out.writeUInt32NoTag((block.kept[i] ? KEPT : 0) | (limited ? LIMITED : 0));
    out.writeUInt32NoTag(block.rules[i]);
    out.writeUInt64NoTag(block.thresholds[i]);
    if (limited) {
      out.writeUInt64NoTag(cutSpans);
    }
    int start = block.fingerprintStart(i);
    int end = block.fingerprintEnds[i];
    out.writeUInt32NoTag(end - start);
    for (int f = start; f < end; f++) {
      out.writeFixed32NoTag(block.fingerprints[f]);
    }
  }

  /** An optional section behind the entries; a block without one ends there. */
  private static void trails(CodedOutputStream out, MemoryBlock block) throws IOException {
    out.writeUInt32NoTag(TRAILS);
    for (int i = 0; i < block.size(); i++) {
      int start = block.trailStart(i);
      int length = block.trailEnds[i] - start;
      out.writeUInt32NoTag(length);
      out.writeRawBytes(block.trails, start, length);
    }
  }

  private static void longs(CodedOutputStream out, long[] values) throws IOException {
    out.writeUInt32NoTag(values.length);
    for (long v : values) {
      out.writeFixed64NoTag(v);
    }
  }

  /**
   * Reads a block.
   *
   * @throws RefusedException when the value was not written by a version known here
   * @throws IllegalStateException when it is damaged
   */
  static MemoryBlock decode(byte[] value) {
    if (value.length == 0 || value[0] < WITHOUT_MARKS || value[0] > VERSION) {
      throw new RefusedException(
          "the decision memory holds a block of version "
              + (value.length == 0 ? "unknown" : Integer.toString(Byte.toUnsignedInt(value[0])))
              + ", which this version of Traceweir cannot read: it knows versions up to "
              + VERSION
              + ". Start the version of Traceweir that wrote it, or a newer one");
    }
    try {
      CodedInputStream in = CodedInputStream.newInstance(value, 1, value.length - 1);
      in.pushLimit(value.length - 1);
      return decode(in, value[0]);
    } catch (IOException e) {
      throw new IllegalStateException("the decision memory holds a damaged block", e);
    }
  }

  private static MemoryBlock decode(CodedInputStream in, byte version) throws IOException {
    MemoryBlock.Header header = header(in, version);
    String[] names = new String[count(in)];
    for (int i = 0; i < names.length; i++) {
      names[i] = in.readString().intern();
    }
    var columns = new MemoryBlock.Columns();
    int n = count(in);
    for (int i = 0; i < n; i++) {
      long idHigh = in.readFixed64();
      long idLow = in.readFixed64();
      Outcome outcome = outcome(in, names);
      int[] prints = new int[count(in)];
      for (int f = 0; f < prints.length; f++) {
        prints[f] = in.readFixed32();
      }
      columns.add(idHigh, idLow, outcome, prints);
    }
    if (!in.isAtEnd()) {
      trails(in, columns, new Trail.Base(header.clock(), header.positions()), names);
    }
    return new MemoryBlock(header, columns);
  }

  private static MemoryBlock.Header header(CodedInputStream in, byte version) throws IOException {
    long[] positions = longs(in);
    long clock = in.readFixed64();
    boolean silent = in.readBool();
    long[] start = longs(in);
    long[] snapshot = longs(in);
    if (version == WITHOUT_MARKS) {
      var replayFrom = new TickStart(start, SourceClock.withoutWall(snapshot));
      var log = new LogIdentity(in.readUInt32(), in.readFixed32());
      return new MemoryBlock.Header(positions, clock, silent, replayFrom, log);
    }
    LogIdentity log = log(in);
    var marks = new MemoryBlock.Marks(in.readFixed64(), in.readFixed64());
    return new MemoryBlock.Header(
        positions, clock, silent, new TickStart(start, snapshot), log, marks);
  }

  private static LogIdentity log(CodedInputStream in) throws IOException {
    int partitions = in.readUInt32();
    int topics = in.readFixed32();
    Uuid[] ids = new Uuid[count(in)];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = new Uuid(in.readFixed64(), in.readFixed64());
    }
    int partials = in.readUInt32();
    var waits =
        new Waits(
            in.readUInt64(), in.readUInt64(), in.readUInt64(), in.readUInt64(), in.readUInt64());
    return new LogIdentity(partitions, topics, List.of(ids), partials, waits);
  }

  private static void trails(
      CodedInputStream in, MemoryBlock.Columns columns, Trail.Base base, String[] names)
      throws IOException {
    if (in.readUInt32() != TRAILS) {
      throw new IOException("a section that is not known");
    }
    for (int i = 0; i < columns.size(); i++) {
      byte[] trail = in.readRawBytes(count(in));
      if (trail.length > 0) {
        columns.trail(i, Trail.decode(trail, 0, trail.length, base, names));
      }
    }
  }

  private static Outcome outcome(CodedInputStream in, String[] names) throws IOException {
    int bits = in.readUInt32();
    String rule = rule(names, in.readUInt32());
    long threshold = in.readUInt64();
    long cutSpans = (bits & LIMITED) == 0 ? Outcome.NOT_LIMITED : in.readUInt64();
    return new Outcome((bits & KEPT) != 0, rule, threshold, cutSpans);
  }

  private static String rule(String[] names, int number) throws IOException {
    if (number < 0 || number >= names.length) {
      throw new IOException("a rule without a name");
    }
    return names[number];
  }

  /** Everything that is counted takes a byte at least. */
  private static int count(CodedInputStream in) throws IOException {
    int count = in.readUInt32();
    if (count < 0 || count > in.getBytesUntilLimit()) {
      throw new IOException("more entries than bytes");
    }
    return count;
  }

  private static long[] longs(CodedInputStream in) throws IOException {
    long[] values = new long[count(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFixed64();
    }
    return values;
  }
}
