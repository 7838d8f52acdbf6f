// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import io.traceweir.otlp.JsonSignal;
import io.traceweir.otlp.MalformedOtlpException;
import io.traceweir.otlp.OtlpJson;
import io.traceweir.otlp.Signal;

/**
 * A request as it lies in a file, not looked into yet; that can be done elsewhere than where the
 * file is read, by several threads.
 */
public final class Piece {
  private final String file;
  private final String where;
  private final byte[] bytes;
  private final boolean json;

  private Piece(String file, String where, byte[] bytes, boolean json) {
    this.file = file;
    this.where = where;
    this.bytes = bytes;
    this.json = json;
  }

  static Piece json(String file, long line, byte[] bytes) {
    return new Piece(file, ":" + line, bytes, true);
  }

  static Piece json(String file, String where, byte[] bytes) {
    return new Piece(file, where, bytes, true);
  }

  static Piece protobuf(String file, String where, byte[] bytes) {
    return new Piece(file, where, bytes, false);
  }

  /**
   * A request that was not read from a file; JSON when it looks like it.
   *
   * @param place to be put in front of a complaint
   */
  public static Piece of(String place, byte[] bytes) {
    boolean isJson = bytes.length > 0 && Opening.isJson(bytes, 0, bytes.length);
    return new Piece(place, "", bytes, isJson);
  }

  /** How much of the file, unpacked, it is. */
  public int size() {
    return bytes.length;
  }

  /** Looks into it. */
  public CapturedRequest request() throws CaptureException {
    return json ? ofJson() : ofProtobuf();
  }

  private CapturedRequest ofJson() throws CaptureException {
    Signal signal = JsonSignal.of(bytes).orElse(null);
    if (signal == null) {
      throw new CaptureException(place(), JsonMistake.unknown(bytes));
    }
    try {
      return new CapturedRequest(signal, OtlpJson.toProtobuf(signal, bytes), place());
    } catch (MalformedOtlpException e) {
      throw new CaptureException(place(), JsonMistake.request(bytes, e), e);
    }
  }

  private CapturedRequest ofProtobuf() throws CaptureException {
    try {
      return new CapturedRequest(ProtobufSignal.of(bytes), bytes, place());
    } catch (MalformedOtlpException e) {
      throw new CaptureException(place(), "no OTLP request: " + e.getMessage(), e);
    }
  }

  private String place() {
    return file + where;
  }
}
