// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import static com.google.protobuf.CodedOutputStream.computeUInt32SizeNoTag;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Writes a request that holds some of another one's items, in one array of the exact size: a first
 * pass over the chain of items adds up the sizes of the frames, a second one copies.
 */
final class RequestAssembler {
  /** Every tag that is written here takes one byte. */
  private static final int TAG_BYTES = 1;

  private final RequestIndex index;

  /** Sizes of the frames' contents, in the order in which they are written. */
  private int[] resourceSizes = new int[4];

  private int[] scopeSizes = new int[4];

  RequestAssembler(RequestIndex index) {
    this.index = index;
  }

  /** The request of the chain of items that begins with the given one. */
  byte[] assemble(byte[] source, int head) {
    byte[] bytes = new byte[measure(head)];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      index.request.write(0, source, out);
      writeResources(source, head, out);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException("the request has another size than measured", e);
    }
    return bytes;
  }

  private int measure(int head) {
    Items items = index.items;
    int total = index.request.bytes(0);
    int resources = 0;
    int scopes = 0;
    for (int item = head; item >= 0; ) {
      int resource = index.scopes.parent(items.scopes[item]);
      int resourceSize = index.resources.bytes(resource);
      do {
        int scope = items.scopes[item];
        int scopeSize = index.scopes.bytes(scope);
        do {
          scopeSize += items.ends[item] - items.starts[item];
          item = items.nexts[item];
        } while (item >= 0 && items.scopes[item] == scope);
        scopeSizes = put(scopeSizes, scopes++, scopeSize);
        resourceSize += fieldSize(scopeSize);
      } while (item >= 0 && index.scopes.parent(items.scopes[item]) == resource);
      resourceSizes = put(resourceSizes, resources++, resourceSize);
      total += fieldSize(resourceSize);
    }
    return total;
  }

  private void writeResources(byte[] source, int head, CodedOutputStream out) throws IOException {
    int resources = 0;
    int scopes = 0;
    for (int item = head; item >= 0; ) {
      int resource = index.scopes.parent(index.items.scopes[item]);
      out.writeUInt32NoTag(Tags.REQUEST_RESOURCE_FRAME);
      out.writeUInt32NoTag(resourceSizes[resources++]);
      index.resources.write(resource, source, out);
      do {
        int scope = index.items.scopes[item];
        out.writeUInt32NoTag(Tags.FRAME_CHILD);
        out.writeUInt32NoTag(scopeSizes[scopes++]);
        index.scopes.write(scope, source, out);
        item = writeItems(source, item, out);
      } while (item >= 0 && index.scopes.parent(index.items.scopes[item]) == resource);
    }
  }

  /** Copies the items of one scope, neighbours in one go. Returns the first item after them. */
  private int writeItems(byte[] source, int first, CodedOutputStream out) throws IOException {
    Items items = index.items;
    int item = first;
    while (item >= 0 && items.scopes[item] == items.scopes[first]) {
      int start = items.starts[item];
      int end;
      do {
        end = items.ends[item];
        item = items.nexts[item];
      } while (item >= 0 && items.starts[item] == end && items.scopes[item] == items.scopes[first]);
      out.writeRawBytes(source, start, end - start);
    }
    return item;
  }

  private static int fieldSize(int contentBytes) {
    return TAG_BYTES + computeUInt32SizeNoTag(contentBytes) + contentBytes;
  }

  private static int[] put(int[] array, int at, int value) {
    int[] roomy = at < array.length ? array : Arrays.copyOf(array, 2 * at);
    roomy[at] = value;
    return roomy;
  }
}
