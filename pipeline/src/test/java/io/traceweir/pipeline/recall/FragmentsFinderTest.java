// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.pipeline.recall;

import static org.assertj.core.api.Assertions.assertThat;

import io.traceweir.otlp.Signal;
import io.traceweir.pipeline.split.FragmentRecord;
import io.traceweir.pipeline.split.Fragments;
import io.traceweir.trace.TraceId;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FragmentsFinderTest {
  private static final TraceId ID = new TraceId(1, 2);
  private static final byte[] REQUEST = {1, 2, 3, 4, 5, 6};

  private static List<Recalled.Part> find(String reader, TraceId key, byte @Nullable [] value) {
    Found found = new Found();
    new FragmentsFinder(FragmentRecord.application(reader))
        .find(new ConsumerRecord<>("fragments", 0, 7, key.bytes(), value), ID, found);
    return found.parts();
  }

  private static byte[] bytes(Recalled.Part part) {
    return Arrays.copyOfRange(part.array(), part.offset(), part.offset() + part.length());
  }

  @Test
  void shouldFindFragmentsOfEveryVersion() {
    List<byte[]> values =
        List.of(
            Fragments.fragment(Signal.LOGS, false, 5, REQUEST),
            Fragments.former(Signal.LOGS, 5, REQUEST));
    for (byte[] value : values) {
      assertThat(find("traceweir", ID, value))
          .singleElement()
          .satisfies(
              part -> {
                assertThat(part.signal()).isEqualTo(Signal.LOGS);
                assertThat(bytes(part)).isEqualTo(REQUEST);
              });
    }
  }

  @Test
  void shouldLeaveWhatAnotherApplicationWrote() {
    byte[] foreign = Fragments.foreign(Signal.SPANS, 5, REQUEST);

    assertThat(find("traceweir", ID, foreign)).isEmpty();
    assertThat(find("another", ID, foreign)).hasSize(1);
  }

  @Test
  void shouldLeaveWhatIsNoFragmentOfTheTrace() {
    byte[] fragment = Fragments.fragment(Signal.SPANS, false, 5, REQUEST);

    assertThat(find("traceweir", new TraceId(1, 3), fragment)).isEmpty();
    assertThat(find("traceweir", ID, Fragments.watermark(0, 5, false, 1))).isEmpty();
    assertThat(find("traceweir", ID, REQUEST)).isEmpty();
    assertThat(find("traceweir", ID, null)).isEmpty();
  }
}
