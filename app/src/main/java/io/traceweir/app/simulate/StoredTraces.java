// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.simulate;

import io.traceweir.otlp.Signal;
import io.traceweir.trace.Trace;
import io.traceweir.trace.TraceReader;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The traces of a shard in a file, each in one piece, to be read in any order. */
final class StoredTraces implements Later.Traces, Closeable {
  private final FileChannel channel;
  private final long[] idHighs;
  private final long[] idLows;
  private final long[] ends;

  StoredTraces(Path file, Shard shard) throws IOException {
    idHighs = new long[shard.traces()];
    idLows = new long[shard.traces()];
    ends = new long[shard.traces()];
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    write(shard);
  }

  private void write(Shard shard) throws IOException {
    long written = 0;
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
    for (int trace = 0; trace < shard.traces(); trace++) {
      idHighs[trace] = shard.idHigh(trace);
      idLows[trace] = shard.idLow(trace);
      long[] length = new long[1];
      shard.visit(
          trace,
          fragment -> {
            out.writeInt(fragment.length());
            out.writeBoolean(fragment.signal() == Signal.LOGS);
            out.write(fragment.bytes(), fragment.offset(), fragment.length());
            length[0] += Integer.BYTES + 1 + fragment.length();
          });
      written += length[0];
      ends[trace] = written;
    }
    out.flush();
  }

  @Override
  public Trace read(int trace, TraceReader reader) {
    byte[] bytes = bytes(trace);
    reader.begin(idHighs[trace], idLows[trace]);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    while (in.hasRemaining()) {
      int length = in.getInt();
      Signal signal = in.get() == 0 ? Signal.SPANS : Signal.LOGS;
      reader.add(signal, bytes, in.position(), length);
      in.position(in.position() + length);
    }
    return reader.finish();
  }

  private byte[] bytes(int trace) {
    long start = trace == 0 ? 0 : ends[trace - 1];
    byte[] bytes = new byte[Math.toIntExact(ends[trace] - start)];
    ByteBuffer into = ByteBuffer.wrap(bytes);
    try {
      while (into.hasRemaining()) {
        if (channel.read(into, start + into.position()) < 0) {
          throw new EOFException("the file has become shorter");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
