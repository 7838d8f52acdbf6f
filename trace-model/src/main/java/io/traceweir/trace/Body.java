// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.trace;

/** An item as it leaves: the frames around it and its bytes, without tag and length. */
final class Body {
  final Resource resource;
  final Scope scope;
  final byte[] bytes;
  final int offset;
  final int length;

  private Body(Resource resource, Scope scope, byte[] bytes, int offset, int length) {
    this.resource = resource;
    this.scope = scope;
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  static Body of(TraceItem item) {
    return new Body(item.resource, item.scope, item.bytes, item.offset, item.length);
  }

  Body with(byte[] content) {
    return with(content, content.length);
  }

  Body with(byte[] content, int contentLength) {
    return new Body(resource, scope, content, 0, contentLength);
  }

  Body in(Resource resource, Scope scope) {
    return new Body(resource, scope, bytes, offset, length);
  }

  Body withEssentialFrames() {
    return in(Essentials.of(resource), Scope.NONE);
  }

  int frameBytes() {
    return resource.bytes().length + scope.bytes().length;
  }
}
