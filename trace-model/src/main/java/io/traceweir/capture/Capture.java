// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.capture;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of OTLP requests, read one after the other, so that it may be larger than memory.
 *
 * <p>JSON: one request, or many, one a line or over several lines. Protobuf: one request, or many,
 * each behind its length in four bytes, as a Collector's file exporter writes them. All of it
 * plain, in gzip or in zstd. What it is, and whether a request holds spans or logs, is told by the
 * content.
 */
public final class Capture implements Closeable {
  /** In place of a file's name. */
  public static final String STANDARD_INPUT = "-";

  private final String name;
  private final Counted packed;
  private InputStream open;
  private @Nullable Pieces pieces;
  private boolean failed;

  private Capture(String name, InputStream raw) {
    this.name = name;
    this.packed = new Counted(raw);
    this.open = packed;
  }

  /** A file. */
  public static Capture open(Path file) throws CaptureException {
    try {
      if (Files.isDirectory(file)) {
        throw new CaptureException(
            file.toString(), "is a folder; expected a file of OTLP requests");
      }
      return new Capture(file.toString(), Files.newInputStream(file));
    } catch (NoSuchFileException e) {
      throw new CaptureException(file.toString(), "no such file", e);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /** A file, or for {@code -} what is given in its place. */
  public static Capture open(String file, InputStream standardInput) throws CaptureException {
    return file.equals(STANDARD_INPUT) ? of("standard input", standardInput) : open(Path.of(file));
  }

  /**
   * Any stream.
   *
   * @param name what complaints call it
   */
  public static Capture of(String name, InputStream in) {
    return new Capture(name, in);
  }

  /**
   * The next request; null at the end, and behind a mistake after which nobody can tell where the
   * next one begins.
   *
   * @throws CaptureException for what is no request; the one after it can be asked for
   */
  public @Nullable CapturedRequest next() throws CaptureException {
    Piece piece = nextPiece();
    return piece == null ? null : piece.request();
  }

  /** The same, not looked into yet. */
  public @Nullable Piece nextPiece() throws CaptureException {
    if (failed) {
      return null;
    }
    try {
      if (pieces == null) {
        open = Packing.unpacked(packed);
        pieces = Opening.pieces(name, new Feed(open));
      }
      return pieces.next();
    } catch (IOException e) {
      failed = true;
      throw unreadable(name, e);
    }
  }

  /** How many bytes of the file, as it lies there, have been read. */
  public long position() {
    return packed.count();
  }

  @Override
  public void close() {
    try {
      open.close();
    } catch (IOException e) {
      // it was only read
    }
  }

  private static CaptureException unreadable(String name, IOException e) {
    return new CaptureException(name, "cannot be read: " + e.getMessage(), e);
  }
}
