// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

import static com.google.protobuf.CodedOutputStream.computeUInt32SizeNoTag;

import com.google.protobuf.CodedOutputStream;
import io.traceweir.otlp.Tags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Packs items into requests of at most so many bytes. Items that follow each other with an equal
 * resource and scope share their frames.
 */
final class RequestPacker {
  /** Every tag that is written here takes one byte. */
  private static final int TAG_BYTES = 1;

  private final int maxBytes;
  private final Consumer<byte[]> out;
  private final List<Body> bodies = new ArrayList<>();

  /** Contents of the frames that are closed, in the order in which they are written. */
  private final List<Integer> resourceSizes = new ArrayList<>();

  private final List<Integer> scopeSizes = new ArrayList<>();

  /** Sizes so far: the closed resource frames, the open one's closed part, the open scope. */
  private long closed;

  private long resource;
  private long scope;

  RequestPacker(int maxBytes, Consumer<byte[]> out) {
    this.maxBytes = maxBytes;
    this.out = out;
  }

  int maxBytes() {
    return maxBytes;
  }

  /** Whether an item alone in a request stays within the limit. */
  boolean fits(Body body) {
    long frames = body.scope.bytes().length + fieldSize(body.length);
    return fieldSize(body.resource.bytes().length + fieldSize(frames)) <= maxBytes;
  }

  void add(Body body) {
    if (!bodies.isEmpty() && sizeWith(body) > maxBytes) {
      flush();
    }
    if (bodies.isEmpty()) {
      resource = body.resource.bytes().length;
      scope = body.scope.bytes().length;
    } else if (!sharesResource(body)) {
      closeResource();
      resource = body.resource.bytes().length;
      scope = body.scope.bytes().length;
    } else if (!sharesScope(body)) {
      closeScope();
      scope = body.scope.bytes().length;
    }
    scope += fieldSize(body.length);
    bodies.add(body);
  }

  /** Hands out what has been added, if anything. */
  void flush() {
    if (bodies.isEmpty()) {
      return;
    }
    closeResource();
    byte[] request = new byte[Math.toIntExact(closed)];
    try {
      write(CodedOutputStream.newInstance(request));
    } catch (IOException e) {
      throw new UncheckedIOException("the request has another size than measured", e);
    }
    bodies.clear();
    resourceSizes.clear();
    scopeSizes.clear();
    closed = 0;
    out.accept(request);
  }

  private long sizeWith(Body body) {
    long item = fieldSize(body.length);
    if (sharesScope(body)) {
      return closed + fieldSize(resource + fieldSize(scope + item));
    }
    long ownScope = fieldSize(body.scope.bytes().length + item);
    long before = resource + fieldSize(scope);
    return sharesResource(body)
        ? closed + fieldSize(before + ownScope)
        : closed + fieldSize(before) + fieldSize(body.resource.bytes().length + ownScope);
  }

  private boolean sharesResource(Body body) {
    return last().resource.equals(body.resource);
  }

  private boolean sharesScope(Body body) {
    return sharesResource(body) && last().scope.equals(body.scope);
  }

  private Body last() {
    return bodies.get(bodies.size() - 1);
  }

  private void closeScope() {
    scopeSizes.add(Math.toIntExact(scope));
    resource += fieldSize(scope);
  }

  private void closeResource() {
    closeScope();
    resourceSizes.add(Math.toIntExact(resource));
    closed += fieldSize(resource);
  }

  private void write(CodedOutputStream to) throws IOException {
    int resources = 0;
    int scopes = 0;
    Body before = bodies.get(0);
    for (Body body : bodies) {
      boolean first = resources == 0;
      boolean newResource = first || !before.resource.equals(body.resource);
      if (newResource) {
        writeFrame(Tags.REQUEST_RESOURCE_FRAME, resourceSizes.get(resources++), body.resource, to);
      }
      if (newResource || !before.scope.equals(body.scope)) {
        writeFrame(Tags.FRAME_CHILD, scopeSizes.get(scopes++), body.scope, to);
      }
      to.writeUInt32NoTag(Tags.FRAME_CHILD);
      to.writeUInt32NoTag(body.length);
      to.writeRawBytes(body.bytes, body.offset, body.length);
      before = body;
    }
    to.checkNoSpaceLeft();
  }

  private static void writeFrame(int tag, int size, Frame frame, CodedOutputStream to)
      throws IOException {
    to.writeUInt32NoTag(tag);
    to.writeUInt32NoTag(size);
    to.writeRawBytes(frame.bytes());
  }

  private static long fieldSize(long contentBytes) {
    return TAG_BYTES + computeUInt32SizeNoTag((int) contentBytes) + contentBytes;
  }
}
