// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.otlp;

/** One request becomes one request per trace. Reused, one thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class RequestSplitter {
  /** Where the parts of a request go. */
  public interface Output {
    void trace(long idHigh, long idLow, byte[] bytes, int offset, int length, int items);

    void withoutTrace(byte[] request, int items, int maxSeverity);

    void rejected(String reason, byte[] request);
  }

  public void split(Signal signal, byte[] value, Output out) throws MalformedOtlpException {
    throw new UnsupportedOperationException();
  }
}
