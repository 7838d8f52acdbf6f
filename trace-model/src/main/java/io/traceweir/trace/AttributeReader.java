// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import io.traceweir.otlp.Tags;
import io.traceweir.otlp.WireReader;
import java.io.IOException;
import java.io.StreamCorruptedException;

/**
 * Reads those attributes of spans and log records that have a slot. The first of several with the
 * same key counts, one without a value only when no other comes.
 *
 * <p>Nearly all attributes are a short key and then a value, and nobody asked for most: these are
 * told apart on the array itself; every other form takes the general way.
 */
final class AttributeReader {
  private final AttributeSlots slots;
  private final AttributeValues values;

  AttributeReader(AttributeSlots slots, AttributeValues values) {
    this.slots = slots;
    this.values = values;
  }

  int slotCount() {
    return slots.size();
  }

  void read(byte[] bytes, int start, int end, SlotValues into) throws IOException {
    if (end - start < 2 || bytes[start] != Tags.KEY || bytes[start + 1] < 0) {
      readAnyForm(bytes, start, end, into);
      return;
    }
    int keyEnd = start + 2 + bytes[start + 1];
    int valueStart =
        keyEnd < end && bytes[keyEnd] == Tags.VALUE ? WireReader.content(bytes, keyEnd, end) : -1;
    if (valueStart < 0) {
      readAnyForm(bytes, start, end, into);
      return;
    }
    int slot = slots.find(bytes, start + 2, keyEnd - start - 2);
    if (slot >= 0 && into.isFree(slot)) {
      readValue(bytes, valueStart, end, slot, into);
    }
  }

  private void readValue(byte[] bytes, int start, int end, int slot, SlotValues into)
      throws IOException {
    int text =
        start < end && bytes[start] == Tags.STRING ? WireReader.content(bytes, start, end) : -1;
    if (text >= 0) {
      into.putText(slot, text, end - text);
    } else {
      into.put(slot, values.read(bytes, start, end));
    }
  }

  private void readAnyForm(byte[] bytes, int start, int end, SlotValues into) throws IOException {
    WireReader in = new WireReader(bytes, start, end - start);
    int slot = slots.find(bytes, start, 0);
    int valueStart = -1;
    int valueEnd = -1;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == Tags.KEY) {
        int at = in.range();
        slot = slots.find(bytes, at, in.length());
      } else if (tag == Tags.VALUE) {
        if (valueStart >= 0) {
          throw new StreamCorruptedException("an attribute with two values");
        }
        valueStart = in.range();
        valueEnd = valueStart + in.length();
      } else {
        in.skip(tag);
      }
    }
    if (slot < 0 || !into.isFree(slot)) {
      return;
    }
    if (valueStart < 0) {
      into.put(slot, Structured.NO_VALUE);
    } else {
      readValue(bytes, valueStart, valueEnd, slot, into);
    }
  }
}
