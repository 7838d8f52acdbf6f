// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * The frames of one level of a request: for each, the parts of the request that are not its
 * children (resource or scope, schema URL, fields of a newer OTLP), in order.
 */
final class Frames {
  private int[] parents = new int[8];
  private int[] firstParts = new int[9];
  private int[] starts = new int[8];
  private int[] ends = new int[8];
  private int frames;
  private int parts;

  void clear() {
    frames = 0;
    parts = 0;
  }

  /** Begins a frame; parts belong to the latest one. Returns its index. */
  int add(int parent) {
    if (frames == parents.length) {
      parents = Arrays.copyOf(parents, 2 * frames);
      firstParts = Arrays.copyOf(firstParts, 2 * frames + 1);
    }
    parents[frames] = parent;
    firstParts[frames] = parts;
    return frames++;
  }

  void part(int start, int end) {
    if (parts > firstParts[frames - 1] && ends[parts - 1] == start) {
      ends[parts - 1] = end;
      return;
    }
    if (parts == starts.length) {
      starts = Arrays.copyOf(starts, 2 * parts);
      ends = Arrays.copyOf(ends, 2 * parts);
    }
    starts[parts] = start;
    ends[parts++] = end;
  }

  boolean isEmpty() {
    return frames == 0;
  }

  int parent(int frame) {
    return parents[frame];
  }

  int bytes(int frame) {
    int sum = 0;
    for (int i = firstParts[frame]; i < endOfParts(frame); i++) {
      sum += ends[i] - starts[i];
    }
    return sum;
  }

  void write(int frame, byte[] source, CodedOutputStream out) throws IOException {
    for (int i = firstParts[frame]; i < endOfParts(frame); i++) {
      out.writeRawBytes(source, starts[i], ends[i] - starts[i]);
    }
  }

  private int endOfParts(int frame) {
    return frame + 1 < frames ? firstParts[frame + 1] : parts;
  }
}
