// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import static io.traceweir.otlp.MalformedOtlpException.Reason.EMPTY;
import static io.traceweir.otlp.MalformedOtlpException.Reason.NOT_OTLP;
import static io.traceweir.otlp.MalformedOtlpException.Reason.TRUNCATED_OR_NOT_PROTOBUF;

import com.google.protobuf.WireFormat;
import java.io.IOException;

/** Walks a whole request once: checks its structure and notes where everything lies. */
final class RequestIndex {
  final Frames request = new Frames();
  final Frames resources = new Frames();
  final Frames scopes = new Frames();
  final Items items = new Items();
  private final ItemFields fields = new ItemFields(items);

  void read(Signal signal, byte[] value) throws MalformedOtlpException {
    clear();
    if (value.length == 0) {
      throw new MalformedOtlpException(EMPTY, "the value has no bytes");
    }
    try {
      readRequest(signal, new WireReader(value, 0, value.length));
    } catch (IOException e) {
      throw new MalformedOtlpException(
          TRUNCATED_OR_NOT_PROTOBUF, "the bytes end early or are not protobuf");
    }
    if (resources.isEmpty()) {
      throw new MalformedOtlpException(NOT_OTLP, "there is no resource in the request");
    }
  }

  private void clear() {
    request.clear();
    resources.clear();
    scopes.clear();
    items.clear();
  }

  private void readRequest(Signal signal, WireReader in)
      throws IOException, MalformedOtlpException {
    request.add(0);
    int start = in.position();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == Tags.REQUEST_RESOURCE_FRAME) {
        readResource(signal, in);
      } else {
        requireField(tag, 1);
        in.skip(tag);
        request.part(start, in.position());
      }
      start = in.position();
    }
  }

  private void readResource(Signal signal, WireReader in)
      throws IOException, MalformedOtlpException {
    long entered = in.enter();
    int resource = resources.add(0);
    int start = in.position();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == Tags.FRAME_CHILD) {
        readScope(signal, in, resource);
      } else {
        requireField(tag, 3);
        in.skip(tag);
        resources.part(start, in.position());
      }
      start = in.position();
    }
    in.leave(entered);
  }

  private void readScope(Signal signal, WireReader in, int resource)
      throws IOException, MalformedOtlpException {
    long entered = in.enter();
    int scope = scopes.add(resource);
    int start = in.position();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == Tags.FRAME_CHILD) {
        fields.read(signal, in, items.add(scope, start));
      } else {
        requireField(tag, 3);
        in.skip(tag);
        scopes.part(start, in.position());
      }
      start = in.position();
    }
    in.leave(entered);
  }

  /** All known fields of the frames are length-delimited; anything may stand above them. */
  private static void requireField(int tag, int lastKnown) throws MalformedOtlpException {
    if (WireFormat.getTagFieldNumber(tag) <= lastKnown
        && WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      throw new MalformedOtlpException(NOT_OTLP, "a frame's field has another type than in OTLP");
    }
  }
}
