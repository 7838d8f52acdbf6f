// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of the items in a request, found level by level; what they mean does not matter. */
public final class RawItems {
  private static final int LEVELS = 2;
  private static final int CHILD = Tags.FRAME_CHILD;

  private RawItems() {}

  /** In the order in which they lie. */
  public static List<ByteString> of(byte[] request) {
    List<ByteString> items = new ArrayList<>();
    try {
      collect(CodedInputStream.newInstance(request), Tags.REQUEST_RESOURCE_FRAME, 0, items);
    } catch (IOException e) {
      throw new UncheckedIOException("no request", e);
    }
    return items;
  }

  private static void collect(CodedInputStream in, int childTag, int level, List<ByteString> items)
      throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag != childTag) {
        in.skipField(tag);
      } else if (level == LEVELS) {
        items.add(in.readBytes());
      } else {
        collect(in.readBytes().newCodedInput(), CHILD, level + 1, items);
      }
    }
  }
}
